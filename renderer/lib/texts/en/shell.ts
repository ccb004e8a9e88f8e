/** The frame of the window: navigation, region, search, notices. */
export const shell = {
  appName: 'Latchkey',
  navigation: 'Main',
  keyPairs: 'Key Pairs',
  servers: 'Servers',
  activity: 'Activity',
  settings: 'Settings',
  region: 'Region',
};

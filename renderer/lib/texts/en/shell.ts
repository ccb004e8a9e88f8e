/** The frame of the window: navigation, region, search, notices. */
export const shell = {
  appName: 'Latchkey',
  navigation: 'Main',
  keyPairs: 'Key Pairs',
  servers: 'Servers',
  region: 'Region',
  clearSearch: 'Clear the search',
  dismissNotice: 'Dismiss',
  messages: 'Messages',
  starting: 'Starting…',
  failed: { title: 'Latchkey could not start' },
};

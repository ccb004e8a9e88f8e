/** The frame of the window: navigation, region, search, notices. */
export const shell = {
  appName: 'Latchkey',
  navigation: 'Main',
  keyPairs: 'Key Pairs',
  servers: 'Servers',
  activity: 'Activity',
  settings: 'Settings',
  clearFilter: 'Clear the filter',
  dismissNotice: 'Dismiss',
  messages: 'Messages',
  backupFrom: (when: string): string => `There is a backup from ${when}. The damaged list is kept beside it.`,
  restoreBackup: 'Use the Backup',
  startAnew: 'Start With an Empty List',
  starting: 'Starting…',
  failed: { title: 'Latchkey could not start' },
};

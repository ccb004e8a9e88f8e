/** The channels that the preload forwards. The schemas are in `contract.ts`, which covers exactly these. */
export const channels = [
  'app:status',
  'app:restore-backup',
  'app:start-anew',
  'app:notify',
  'regions:list',
  'regions:create',
  'regions:rename',
  'regions:set-limit',
  'regions:remove',
  'key-pairs:list',
  'key-pairs:create',
  'key-pairs:import',
  'key-pairs:read-key',
  'key-pairs:choose-key-file',
  'key-pairs:read-clipboard',
  'key-pairs:read-dropped-file',
  'key-pairs:unlock-key',
  'key-pairs:release-key',
  'key-pairs:download',
  'key-pairs:save-public-key',
  'key-pairs:delete',
  'key-pairs:copy-public-key',
  'key-pairs:copy-fingerprint',
  'servers:list',
  'servers:add',
  'servers:edit',
  'servers:cancel-save',
  'servers:remove',
  'servers:refresh',
  'servers:accept-host-key',
  'servers:copy-host-keys',
  'servers:choose-key-file',
  'servers:copy-ssh-command',
  'servers:open-terminal',
  'servers:bind',
  'servers:unbind',
  'servers:take-effect',
  'servers:verify-logon',
  'servers:enable-password-logon',
  'servers:inspect',
  'servers:repair',
  'ssh-config:list',
  'ssh-config:import',
  'ssh-config:plan',
  'ssh-config:apply',
  'ssh-config:choose-identity-file',
  'authorized-keys:list',
  'authorized-keys:add',
  'authorized-keys:remove',
  'authorized-keys:copy',
  'jobs:list',
  'jobs:retry',
  'jobs:cancel',
  'activity:list',
  'activity:job',
  'activity:export',
  'settings:get',
  'settings:set',
  'settings:choose-downloads-folder',
  'settings:reset-downloads-folder',
  'settings:forget-host-keys',
  'settings:check-keychain',
  'settings:copy-diagnostics',
  'settings:show-data-folder',
] as const;

export type Channel = (typeof channels)[number];

/**
 * The one channel that a page can't call by itself: it takes a path, which the preload reads off the file that the user
 * dropped. A page that could name paths could ask for any file.
 */
export const droppedFileChannel = 'key-pairs:read-dropped-file' satisfies Channel;

/** The events that main sends and the preload forwards. */
export const eventNames = [
  'regions:changed',
  'key-pairs:changed',
  'servers:changed',
  'pending:ended',
  'jobs:changed',
  'activity:changed',
  'menu:command',
  'jobs:open',
] as const;

export type EventName = (typeof eventNames)[number];

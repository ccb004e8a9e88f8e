/** The channels that the preload forwards. The schemas are in `contract.ts`, which covers exactly these. */
export const channels = [
  'app:status',
  'app:restore-backup',
  'app:start-anew',
  'regions:list',
  'regions:create',
  'regions:rename',
  'regions:set-limit',
  'regions:remove',
  'key-pairs:list',
  'key-pairs:create',
  'key-pairs:import',
  'key-pairs:read-public-key',
  'key-pairs:download',
  'key-pairs:delete',
  'key-pairs:copy-public-key',
  'key-pairs:copy-fingerprint',
  'servers:list',
  'servers:add',
  'servers:edit',
  'servers:remove',
  'servers:refresh',
  'servers:accept-host-key',
  'servers:choose-key-file',
  'servers:copy-ssh-command',
  'servers:bind',
  'servers:unbind',
  'servers:take-effect',
  'servers:verify-logon',
  'servers:enable-password-logon',
  'jobs:list',
  'jobs:retry',
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

/** The events that main sends and the preload forwards. */
export const eventNames = [
  'regions:changed',
  'key-pairs:changed',
  'servers:changed',
  'jobs:changed',
  'activity:changed',
] as const;

export type EventName = (typeof eventNames)[number];

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
] as const;

export type Channel = (typeof channels)[number];

/** The events that main sends and the preload forwards. */
export const eventNames = ['regions:changed', 'key-pairs:changed', 'servers:changed', 'jobs:changed'] as const;

export type EventName = (typeof eventNames)[number];

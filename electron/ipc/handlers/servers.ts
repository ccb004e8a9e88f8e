import type { ServerId } from '../../../shared/model/ids.ts';
import { addressOf } from '../../../shared/model/server.ts';
import type { Console } from '../../console/console.ts';
import { hostKeyList, sshArguments, sshCommand } from '../../console/server-rules.ts';
import type { Handlers } from '../handler-table.ts';
import { SaveAttempts } from '../save-attempts.ts';
import { hostKeyCommand } from '../../../shared/model/host-key-file.ts';
import type { Native } from './native.ts';

type ListChannels =
  'list' | 'add' | 'edit' | 'cancel-save' | 'remove' | 'refresh' | 'host-keys' | 'accept-host-key';
type DesktopChannels =
  | 'choose-key-file'
  | 'copy-host-keys'
  | 'copy-host-key-part'
  | 'copy-address'
  | 'ssh-command'
  | 'copy-ssh-command'
  | 'open-terminal';

export function serverHandlers(
  console: Console,
  native: Native,
): Pick<Handlers, `servers:${ListChannels | DesktopChannels}`> {
  return { ...listHandlers(console), ...desktopHandlers(console, native) };
}

function listHandlers({ servers, observer }: Console): Pick<Handlers, `servers:${ListChannels}`> {
  const attempts = new SaveAttempts();
  return {
    'servers:list': ({ regionId }) => Promise.resolve([...servers.list(regionId)]),
    'servers:add': ({ regionId, logon, acceptedHostKey, evenIfUnreachable, attempt, ...entry }) =>
      attempts.run(attempt, (signal) =>
        servers.add(regionId, entry, logon, { acceptedHostKey, evenIfUnreachable, signal }),
      ),
    'servers:edit': ({
      serverId,
      logon,
      acceptedHostKey,
      evenIfUnreachable,
      forgetBinding,
      attempt,
      ...entry
    }) =>
      attempts.run(attempt, (signal) =>
        servers.edit(serverId, entry, logon, { acceptedHostKey, evenIfUnreachable, forgetBinding, signal }),
      ),
    'servers:cancel-save': ({ attempt }) => {
      attempts.cancel(attempt);
      return Promise.resolve({});
    },
    'servers:remove': async ({ serverId }) => {
      await servers.remove(serverId);
      return {};
    },
    'servers:refresh': ({ serverId, secrets }) => observer.refresh(serverId, secrets ?? {}),
    'servers:host-keys': async ({ serverId }) => [...(await observer.knownHostKeys(serverId))],
    'servers:accept-host-key': async ({ serverId, hostKey }) => {
      await observer.acceptHostKey(serverId, hostKey);
      return {};
    },
  };
}

function desktopHandlers({ records }: Console, native: Native): Pick<Handlers, `servers:${DesktopChannels}`> {
  const commandOf = (serverId: ServerId): { command: string; keyFileOf: string | null } => {
    const server = records.get(serverId);
    const { command, namesKeyFile } = sshCommand(server, records.keyFile(server), process.platform);
    return { command, keyFileOf: namesKeyFile ? null : records.keyPairName(server) };
  };
  return {
    'servers:copy-host-keys': async ({ shown }) => {
      await native.copy(hostKeyList(shown.map((key) => ({ ...key, server: records.get(key.serverId) }))));
      return {};
    },
    'servers:copy-host-key-part': async ({ part, hostKey }) => {
      await native.copy(part === 'command' ? hostKeyCommand(hostKey.type) : hostKey.sha256);
      return {};
    },
    'servers:choose-key-file': async () => ({ path: await native.chooseKeyFile() }),
    'servers:open-terminal': async ({ serverId }) => {
      const server = records.get(serverId);
      await native.openTerminal(sshArguments(server, records.keyFile(server)));
      return {};
    },
    'servers:copy-address': async ({ serverId }) => {
      await native.copy(addressOf(records.get(serverId)));
      return {};
    },
    'servers:ssh-command': ({ serverId }) => Promise.resolve(commandOf(serverId)),
    'servers:copy-ssh-command': async ({ serverId }) => {
      const { command, keyFileOf } = commandOf(serverId);
      await native.copy(command);
      return { keyFileOf };
    },
  };
}

import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import type {
  ConfigFileChange,
  SshConfigHost,
  SshConfigListing,
  SshConfigPlan,
} from '../../shared/model/ssh-config.ts';

import { keyPairId } from './fake-bridge-samples.ts';

type SshConfigChannel = Extract<Channel, `ssh-config:${string}`>;
type Handlers = { readonly [C in SshConfigChannel]: (request: Request<C>) => Response<C> };

function host(alias: string, more: Partial<SshConfigHost> = {}): SshConfigHost {
  const address = { host: `${alias}.example.com`, port: 22, user: 'anna' };
  return { alias, ...address, logon: { kind: 'agent' }, isHostKeyKnown: true, problem: null, ...more };
}

/** A configuration with one machine of each kind. */
const listing: SshConfigListing = {
  path: '/home/anna/.ssh/config',
  isThere: true,
  hosts: [
    host('web-1', { logon: { kind: 'key-file', path: '/home/anna/.ssh/id_ed25519', isEncrypted: true } }),
    host('web-2', { isHostKeyKnown: false }),
    host('db-1', { problem: { code: 'server-behind-proxy', details: { proxy: 'jump' } } }),
    host('mail', { problem: { code: 'server-address-taken', details: { name: 'mail-1' } } }),
  ],
  moreHosts: 0,
  wildcards: ['*.example.com'],
  matchBlocks: 1,
  includeProblems: [],
  token: 'as listed',
};

const plan: SshConfigPlan = {
  files: [
    {
      path: '/home/anna/.ssh/latchkey.conf',
      kind: 'new',
      lines: ['Host web-1', '  HostName 203.0.113.5', '  Port 22', '  User root'].map(
        (text) => ({ kind: 'added', text }) as const,
      ),
    },
    {
      path: '/home/anna/.ssh/config',
      kind: 'changed',
      lines: [
        { kind: 'added', text: 'Include latchkey.conf' },
        { kind: 'same', text: 'Host *' },
        { kind: 'same', text: '  Compression yes' },
      ],
    },
  ],
  hosts: [{ serverName: 'web-1', alias: 'web-1', identity: 'unknown' }],
  keyPairId: keyPairId(1),
  isWritten: true,
  token: 'as planned',
};

function undone({ path, kind, lines }: ConfigFileChange): ConfigFileChange {
  const opposite = { added: 'removed', removed: 'added', same: 'same', gap: 'gap' } as const;
  const undoneLines = lines.map((line) => ({ ...line, kind: opposite[line.kind] }));
  return { path, kind: kind === 'new' ? 'removed' : kind, lines: undoneLines };
}

export interface FakeSshConfig extends Partial<SshConfigListing> {
  /** What can't be added after all, and why. */
  readonly failed?: Response<'ssh-config:import'>['failed'];
}

/** @param given takes the place of what the samples have */
export function fakeSshConfig(given: () => FakeSshConfig): Handlers {
  return {
    'ssh-config:list': () => ({ ...listing, ...given() }),
    'ssh-config:plan': ({ remove }) =>
      remove ? { ...plan, files: plan.files.map(undone), hosts: [] } : plan,
    'ssh-config:apply': () => ({}),
    'ssh-config:choose-identity-file': () => ({ isChosen: true }),
    'ssh-config:import': ({ aliases }) => {
      const { failed = [] } = given();
      return { added: aliases.length - failed.length, failed: [...failed] };
    },
  };
}

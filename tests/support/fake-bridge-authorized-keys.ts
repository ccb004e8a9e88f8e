import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/result.ts';
import type { AuthorizedKey, AuthorizedKeysView } from '../../shared/model/authorized-key.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Server } from '../../shared/model/server.ts';

type KeysChannel = Extract<Channel, `authorized-keys:${string}`>;
type Handlers = { readonly [C in KeysChannel]: (request: Request<C>) => Response<C> };

/** What the channels need of the bridge that answers them. */
interface KeysWorld {
  server(id: string): Server;
  keyPair(id: string): KeyPair;
}

const path = '/root/.ssh/authorized_keys';

const foreign: readonly Partial<AuthorizedKey>[] = [
  { comment: 'admin@bastion' },
  {
    comment: 'backup@nas',
    type: 'ssh-rsa',
    bits: 4096,
    options: 'command="/usr/bin/rrsync -ro /srv",no-pty,from="192.0.2.7"',
    restrictions: ['command', 'no-pty', 'from'],
  },
  { comment: '', bits: null, publicKey: 'ssh-ed25519 broken', type: 'ssh-ed25519' },
];

/** The same lines on every server, the bound key pair's among them; what is changed is changed on all. */
export function fakeAuthorizedKeys(bridge: KeysWorld): Handlers {
  let lines = foreign.map((facts, index) => ({ key: keyLine(index + 1, facts), keyPairId: null as Id }));
  const viewOf = (serverId: string): AuthorizedKeysView => {
    const { boundKeyPairId } = bridge.server(serverId);
    const isThere = lines.some(({ keyPairId }) => keyPairId === boundKeyPairId);
    if (boundKeyPairId !== null && !isThere) lines = [...lines, ofKeyPair(boundKeyPairId)];
    return { keys: lines, command: null, authorities: 0, otherLines: 2 };
  };
  const ofKeyPair = (id: KeyPair['id']): (typeof lines)[number] => {
    const { publicKey } = bridge.keyPair(id);
    const { algorithm: type, bits, comment, fingerprintSha256: sha256 } = publicKey;
    const publicKeyText = publicKey.line.split(' ').slice(0, 2).join(' ');
    const facts = { type, bits, comment, sha256, publicKey: publicKeyText };
    return { key: keyLine(lines.length + 1, facts), keyPairId: id };
  };
  return {
    'authorized-keys:list': ({ serverId }) => viewOf(serverId),
    'authorized-keys:add': ({ serverId, keyPairId }) => {
      lines = [...lines, ofKeyPair(keyPairId)];
      return viewOf(serverId);
    },
    'authorized-keys:remove': ({ serverId, line, evenIfLastWayIn }) => {
      const isBound = lines.some(
        ({ key, keyPairId }) =>
          key.digest === line.digest && keyPairId === bridge.server(serverId).boundKeyPairId,
      );
      if (isBound && !evenIfLastWayIn) throw new AppError('last-way-in');
      lines = lines.filter(({ key }) => key.digest !== line.digest);
      return viewOf(serverId);
    },
    'authorized-keys:copy': () => ({}),
  };
}

type Id = KeyPair['id'] | null;

function keyLine(line: number, facts: Partial<AuthorizedKey>): AuthorizedKey {
  return {
    path,
    line,
    digest: String(line).padStart(64, '0'),
    type: 'ssh-ed25519',
    bits: 256,
    sha256: `SHA256:Zx81mQpV0aYwT5uKc2RfLhB9oNdJ3gE7sXiC4tUv${'Pk6mZ'.repeat(line).slice(0, 3)}`,
    comment: '',
    options: '',
    restrictions: [],
    publicKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPretend${line}`,
    ...facts,
  };
}

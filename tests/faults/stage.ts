import { join } from 'node:path';
import { headAccount } from '../../electron/keychain/account-name.ts';
import { readPublicKey } from '../../electron/keys/read-public-key.ts';
import { dropInText, withFirstBlock } from '../../electron/providers/ssh/sshd-config.ts';
import { openStore } from '../../electron/store/sqlite-store.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import { sampleKeyPair, sampleRegion, sampleServer } from '../electron/store/samples.ts';
import { debianSshdConfig } from '../support/sshd/sshd-config.ts';
import type { SshServer, SshServerOptions } from '../support/sshd/ssh-server.ts';
import { makeKey, type TestKey } from '../support/sshd/target.ts';
import type { FaultCase, Operation } from './fault-case.ts';
import type { Cast, Order } from './orders.ts';

export const rootPassword = 'correct horse';

export interface Keys {
  readonly fresh: TestKey;
  readonly former: TestKey;
  readonly foreign: TestKey;
}

export async function makeKeys(): Promise<Keys> {
  const [fresh, former, foreign] = await Promise.all([makeKey(), makeKey(), makeKey()]);
  return { fresh, former, foreign };
}

export function blobOf({ publicLine }: TestKey): string {
  return publicLine.split(' ')[1] ?? '';
}

const isBoundBefore = (operation: Operation): boolean =>
  !operation.endsWith('bind') || operation === 'unbind';

/** Lines of other people's, odd ones among them, and in their midst Latchkey's own where it is bound already. */
function authorizedKeys({ former, foreign }: Keys, operation: Operation): string {
  return [
    '# put here by the hosting company',
    `${foreign.publicLine.trim()} "an\tadmin" elsewhere\r`,
    ...(isBoundBefore(operation) ? [former.publicLine.trim()] : []),
    '   ',
    `from="10.0.0.0/8",command="echo \\"no, not here\\"" ${foreign.publicLine.trim()}`,
    'ssh-unknown AAAAsomething not a key',
    `cert-authority ${foreign.publicLine.trim()}`,
  ].join('\n');
}

/** The machine as it is before the operation. */
export function machineBefore({ operation, hasInclude }: FaultCase, keys: Keys): SshServerOptions {
  const refused = ['PermitRootLogin prohibit-password'];
  const isRefused = operation === 'enable';
  const debian = debianSshdConfig('yes');
  const main = hasInclude ? debian : debian.replace(/^Include.*\n/m, '');
  const withBlock = withFirstBlock(Buffer.from(main), refused).toString();
  return {
    rootPassword,
    authorizedKeys: { root: authorizedKeys(keys, operation) },
    sshdConfig: isRefused && !hasInclude ? withBlock : main,
    dropIns: isRefused && hasInclude ? { '00-latchkey.conf': dropInText(refused).toString() } : {},
  };
}

interface Line {
  readonly host: string;
  readonly port: number;
}

/** The application's store and keychain before the operation. */
export async function applicationBefore(
  folder: string,
  { operation }: FaultCase,
  keys: Keys,
  server: SshServer,
  line: Line,
): Promise<Pick<Order, 'storePath' | 'secrets' | 'cast'>> {
  const storePath = join(folder, 'data', 'latchkey.db');
  const region = sampleRegion();
  const keyPair = (name: string, { publicLine }: TestKey): KeyPair =>
    sampleKeyPair(region.id, { name, publicKey: readPublicKey(publicLine.trim()) });
  const [fresh, former] = [keyPair('fresh', keys.fresh), keyPair('former', keys.former)];
  const record = sampleServer(region.id, {
    ...{ host: line.host, port: line.port, logon: { kind: 'password', storage: 'keychain' } },
    boundKeyPairId: isBoundBefore(operation) ? former.id : null,
    passwordLogon: operation === 'enable' ? 'disabled' : 'enabled',
  });
  const hostKey = await server.hostKey();
  const store = openStore(storePath);
  store.transaction(() => {
    store.regions.insert(region);
    for (const each of [fresh, former]) store.keyPairs.insert(each);
    store.servers.insert(record);
    store.hostKeys.pin({ ...hostKey, host: line.host, port: line.port, acceptedAt: 0 });
  });
  store.close();
  const cast: Cast = { serverId: record.id, fresh: fresh.id, former: former.id };
  return { storePath, cast, secrets: secretsOf(cast, keys) };
}

function secretsOf({ serverId, fresh, former }: Cast, keys: Keys): Order['secrets'] {
  return [
    [headAccount({ kind: 'private-key', keyPairId: fresh }), keys.fresh.privateKey],
    [headAccount({ kind: 'private-key', keyPairId: former }), keys.former.privateKey],
    [headAccount({ kind: 'server-password', serverId }), rootPassword],
  ];
}

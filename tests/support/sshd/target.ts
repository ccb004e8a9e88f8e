import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Credential, ServerTarget } from '../../../electron/ssh/target.ts';
import type { SshServer } from './ssh-server.ts';

const run = promisify(execFile);

/** A target with the server's Ed25519 host key known and root as its user, unless `more` says otherwise. */
export async function targetOf(
  server: SshServer,
  credential: Credential | string,
  more: Partial<ServerTarget> = {},
): Promise<ServerTarget> {
  const only = typeof credential === 'string' ? byPassword(credential) : credential;
  return {
    host: server.host,
    port: server.port,
    user: 'root',
    credentials: [only],
    knownHostKeys: more.knownHostKeys ?? [await server.hostKey()],
    ...more,
  };
}

export function byPassword(password: string): Credential {
  return { kind: 'password', password };
}

export interface TestKey {
  readonly publicLine: string;
  readonly privateKey: string;
  readonly credential: Credential;
}

/** A fresh key pair from ssh-keygen. */
export async function makeKey(type = 'ed25519', passphrase = ''): Promise<TestKey> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-test-key-'));
  const file = join(folder, 'key');
  await run('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file]);
  const privateKey = await readFile(file, 'utf8');
  const publicLine = await readFile(`${file}.pub`, 'utf8');
  await rm(folder, { recursive: true });
  return { publicLine, privateKey, credential: { kind: 'private-key', privateKey } };
}

/** The code of the error that a promise ends with; `no error` when there is none. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return (await errorOf(attempt)).code;
}

export async function errorOf(attempt: Promise<unknown>): Promise<{ code: string; details: unknown }> {
  try {
    await attempt;
    return { code: 'no error', details: {} };
  } catch (error) {
    const { code = String(error), details } = error as { code?: string; details?: unknown };
    return { code, details };
  }
}

import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ActionContext,
  KeyPairMaterial,
  ServerTarget,
} from '../../../../electron/providers/provider.ts';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { openSession } from '../../../../electron/ssh/open-session.ts';
import { proveLogon } from '../../../../electron/ssh/prove-logon.ts';
import { readHostKey } from '../../../../electron/ssh/read-host-key.ts';
import type { OpenSession, RunOptions } from '../../../../electron/ssh/session.ts';
import type { JobStep } from '../../../../shared/model/job.ts';
import type { SshServer } from '../../../support/sshd/ssh-server.ts';
import { makeKey, targetOf } from '../../../support/sshd/target.ts';

export const rootPassword = 'correct horse';

export const parts = { openSession, proveLogon, readHostKey, restartPollMs: 100 };

/** The provider as the application makes it, but for a machine that restarts in no time. */
export const provider = createSshProvider(parts);

export interface Watched extends ActionContext {
  readonly steps: JobStep[];
}

/** A context that keeps the steps it was told, and may do something at one of them. */
export function watch(at: Partial<Record<JobStep, () => void>> = {}): Watched {
  const steps: JobStep[] = [];
  const onStep = (step: JobStep): void => {
    steps.push(step);
    at[step]?.();
  };
  return { signal: new AbortController().signal, onStep, steps };
}

export interface TestKeyPair extends KeyPairMaterial {
  readonly privateKey: string;
}

export async function makeKeyPair(type = 'ed25519'): Promise<TestKeyPair> {
  const { publicLine, privateKey } = await makeKey(type);
  return { publicLine: publicLine.trim(), privateKey };
}

export function withPassword(server: SshServer, more: Partial<ServerTarget> = {}): Promise<ServerTarget> {
  return targetOf(server, rootPassword, more);
}

export function withKey(
  server: SshServer,
  { privateKey }: TestKeyPair,
  more: Partial<ServerTarget> = {},
): Promise<ServerTarget> {
  return targetOf(server, { kind: 'private-key', privateKey }, more);
}

/** Everything below a folder of the machine: kind, mode, owner and content of each file. */
export async function snapshot(server: SshServer, folder: string): Promise<Record<string, string>> {
  const top = join(server.root, folder);
  const names = await readdir(top, { recursive: true });
  const entries = names.sort().map(async (name) => {
    const path = join(top, name);
    const { mode, uid, gid } = await lstat(path);
    return [name, [mode.toString(8), uid, gid, await contentOf(path)].join(' ')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function contentOf(path: string): Promise<string> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return readlink(path);
  return stats.isFile()
    ? createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
    : '';
}

/** In the script that replaces a file, and in no other. */
export const replaceMarker = 'folder_mode=$6';

/** Sessions that do something before, or in the place of, a script that holds a text. */
export function interfering(
  marker: string,
  interfere: (run: () => Promise<unknown>, options?: RunOptions) => Promise<void>,
): OpenSession {
  return async (target, signal) => {
    const session = await openSession(target, signal);
    return {
      hostKey: session.hostKey,
      clientAddress: session.clientAddress,
      serverSoftware: session.serverSoftware,
      account: session.account,
      close: () => session.close(),
      async run(script, options) {
        if (!script.includes(marker)) return session.run(script, options);
        let result: Awaited<ReturnType<typeof session.run>> | undefined;
        await interfere(async () => {
          result = await session.run(script, options);
        }, options);
        return result ?? { code: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
      },
    };
  };
}

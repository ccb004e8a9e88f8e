import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa';

/** One RSA host key for all machines of this computer's tests: making one takes half a second. */
const rsaCache = join(tmpdir(), `latchkey-test-host-key-${String(process.getuid?.() ?? 0)}`);

async function cachedRsaKey(): Promise<string> {
  const file = join(rsaCache, 'key');
  if (existsSync(file)) return file;
  const fresh = await mkdtemp(`${rsaCache}.`);
  await generate('rsa', join(fresh, 'key'));
  // Whoever renames first wins; the others use the winner's.
  await rename(fresh, rsaCache).catch(() => rm(fresh, { recursive: true }));
  return file;
}

async function generate(type: HostKeyType, file: string): Promise<void> {
  await run('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'root@machine', '-f', file]);
}

/** Puts host keys into a machine's /etc/ssh. */
export async function makeHostKeys(etcSsh: string, types: readonly HostKeyType[]): Promise<void> {
  await mkdir(etcSsh, { recursive: true });
  await Promise.all(
    types.map(async (type) => {
      const file = join(etcSsh, `ssh_host_${type}_key`);
      if (type !== 'rsa') return generate(type, file);
      const cached = await cachedRsaKey();
      await Promise.all([copyFile(cached, file), copyFile(`${cached}.pub`, `${file}.pub`)]);
    }),
  );
}

/** `SHA256:...` of a machine's host key, as ssh-keygen prints it. */
export async function hostKeyFingerprint(etcSsh: string, type: HostKeyType): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-l', '-f', join(etcSsh, `ssh_host_${type}_key.pub`)]);
  return stdout.split(' ')[1] ?? '';
}

/** Type and Base64 of a machine's host key. */
export async function hostKeyLine(
  etcSsh: string,
  type: HostKeyType,
): Promise<{ type: string; blob: string }> {
  const line = await readFile(join(etcSsh, `ssh_host_${type}_key.pub`), 'utf8');
  const [name = '', blob = ''] = line.split(' ');
  return { type: name, blob };
}

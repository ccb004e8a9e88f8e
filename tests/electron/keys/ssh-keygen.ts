import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `ssh-keygen -l` says of a public key. */
export interface Listing {
  readonly bits: number;
  readonly fingerprint: string;
  readonly comment: string;
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-keys-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The oracle: OpenSSH's own reading of a public line, or undefined where it refuses it. */
export function listing(line: string, hash: 'sha256' | 'md5' = 'sha256'): Listing | undefined {
  return inFolder((folder) => {
    const file = join(folder, 'key.pub');
    writeFileSync(file, `${line}\n`);
    const run = spawnSync('ssh-keygen', ['-l', '-E', hash, '-f', file], { encoding: 'utf8' });
    const match = /^(\d+) (\S+) (.*) \(\S+\)\n$/.exec(run.stdout);
    if (run.status !== 0 || match === null) return undefined;
    return { bits: Number(match[1]), fingerprint: match[2] ?? '', comment: match[3] ?? '' };
  });
}

/** The public line that OpenSSH derives from a private key. */
export function publicLineOf(privateKey: string, passphrase = ''): string {
  return inFolder((folder) => {
    const file = join(folder, 'key');
    writeFileSync(file, privateKey, { mode: 0o600 });
    return execFileSync('ssh-keygen', ['-y', '-P', passphrase, '-f', file], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trimEnd();
  });
}

/** A key pair made by OpenSSH. */
export function makeKeyPair(...options: string[]): { readonly line: string; readonly privateKey: string } {
  return inFolder((folder) => {
    const file = join(folder, 'key');
    execFileSync('ssh-keygen', ['-q', '-N', '', '-C', 'me@example', ...options, '-f', file]);
    return {
      line: readFileSync(`${file}.pub`, 'utf8').trimEnd(),
      privateKey: readFileSync(file, 'utf8'),
    };
  });
}

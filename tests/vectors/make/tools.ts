import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the vectors lie. */
export const vectors = join(import.meta.dirname, '..', 'keys');
/** Everything else is made in here. */
export const workshop = mkdtempSync(join(tmpdir(), 'latchkey-vectors-'));
/** The passphrase of every encrypted vector that is not named in `passphrases`. */
export const usualPassphrase = 'correct horse';

export const passphrases = new Map<string, string>();

export function removeWorkshop(): void {
  rmSync(workshop, { recursive: true });
}

/** Runs a program in the workshop, and gives what it prints. */
export function run(program: string, ...args: string[]): Buffer {
  return execFileSync(program, args, { cwd: workshop, stdio: ['ignore', 'pipe', 'ignore'] });
}

export function inWorkshop(name: string): Buffer {
  return readFileSync(join(workshop, name));
}

export function putInWorkshop(name: string, content: string | Buffer): string {
  writeFileSync(join(workshop, name), content, { mode: 0o600 });
  return name;
}

export function copyOf(name: string, copy: string): string {
  copyFileSync(join(workshop, name), join(workshop, copy));
  return copy;
}

/** Saves a vector; with a passphrase it is listed for those who read them all. */
export function save(path: string, content: string | Buffer, passphrase?: string): void {
  const file = join(vectors, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  if (passphrase !== undefined) passphrases.set(path, passphrase);
}

export interface KeyKind {
  readonly name: string;
  readonly options: readonly string[];
}

/** What ssh-keygen makes. */
export const kinds: readonly KeyKind[] = [
  { name: 'rsa-1024', options: ['-t', 'rsa', '-b', '1024'] },
  { name: 'rsa-2048', options: ['-t', 'rsa', '-b', '2048'] },
  { name: 'rsa-3072', options: ['-t', 'rsa', '-b', '3072'] },
  { name: 'rsa-4096', options: ['-t', 'rsa', '-b', '4096'] },
  { name: 'dsa', options: ['-t', 'dsa'] },
  { name: 'ecdsa-256', options: ['-t', 'ecdsa', '-b', '256'] },
  { name: 'ecdsa-384', options: ['-t', 'ecdsa', '-b', '384'] },
  { name: 'ecdsa-521', options: ['-t', 'ecdsa', '-b', '521'] },
  { name: 'ed25519', options: ['-t', 'ed25519'] },
];

/** A key of each kind in the workshop: `<name>` in OpenSSH's format, `<name>.pem` in OpenSSL's, `<name>.pub`. */
export function makeKeys(): void {
  for (const { name, options } of kinds) {
    run('ssh-keygen', '-q', '-N', '', '-C', `${name}@example`, ...options, '-f', name);
    if (name === 'ed25519') continue;
    copyOf(name, `${name}.pem`);
    run('ssh-keygen', '-q', '-p', '-P', '', '-N', '', '-m', 'PEM', '-f', `${name}.pem`);
  }
  run('openssl', 'genpkey', '-algorithm', 'ed25519', '-out', 'ed25519.p8');
}

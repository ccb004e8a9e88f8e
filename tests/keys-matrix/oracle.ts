import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicParts, tidied, withoutCertificate00, withoutPublicHalf } from './tidied.ts';

/** OpenSSH has no limits: a file that asks for years counts as refused. */
const timeoutMs = 15_000;

interface Outcome {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What OpenSSH, PuTTY and OpenSSL make of a key file. */
export class Oracle {
  readonly #folder: string;
  #count = 0;

  /** @param folder for copies, whose modes are those that ssh-keygen asks for */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The fingerprints of the keys that ssh-keygen (puttygen, for its own files) finds; none where it refuses.
   * @param passphrases to try, after none
   */
  async fingerprints(content: Buffer, passphrases: readonly string[]): Promise<readonly string[]> {
    const file = this.#write(content);
    if (isPpk(content)) return this.#readPpk(file, passphrases);
    const parts = publicParts(content);
    if (parts.length > 1) return (await Promise.all(parts.map((one) => this.fingerprints(one, [])))).flat();
    return this.#readWithSshKeygen(file, passphrases, content.includes('PRIVATE KEY'));
  }

  /** As `fingerprints`, for files that ssh-keygen refuses: without what is around the key, and by OpenSSL. */
  async fingerprintsTidied(content: Buffer, passphrases: readonly string[]): Promise<readonly string[]> {
    const forms = [withoutCertificate00(content), withoutPublicHalf(content), ...tidied(content)].filter(
      (form) => form !== undefined,
    );
    for (const form of forms) {
      const found = await this.fingerprints(form, passphrases);
      if (found.length > 0) return found;
    }
    for (const form of [content, ...forms]) {
      const found = await this.#readWithOpenssl(this.#write(form), passphrases);
      if (found.length > 0) return found;
    }
    return [];
  }

  /**
   * Whether the numbers of a private key do not belong together, or those of a public one protect nothing, at which
   * ssh-keygen does not look when it reads: OpenSSL says so, or a signature that is made with it is none of its public
   * half.
   */
  async isUnsound(content: Buffer, passphrases: readonly string[]): Promise<boolean> {
    const file = this.#write(content);
    if (!content.includes('PRIVATE KEY')) return this.#protectsNothing(file);
    for (const passphrase of ['', ...passphrases]) {
      const args = ['-p', '-q', '-m', 'PEM', '-P', passphrase, '-N', '', '-f', file];
      if ((await this.#run('ssh-keygen', args)).succeeded) break;
    }
    const args = ['pkey', '-in', file, '-noout', '-check', '-passin', 'pass:'];
    const { stdout, stderr } = await this.#run('openssl', args);
    return `${stdout}${stderr}`.includes('Key is invalid') || this.#signsInVain(file);
  }

  /** An RSA exponent that is even, or 1, or not below the modulus, with which OpenSSL does not calculate. */
  async #protectsNothing(file: string): Promise<boolean> {
    const { stdout } = await this.#run('ssh-keygen', ['-e', '-m', 'PKCS8', '-f', file]);
    const key = stdout === '' ? file : this.#write(Buffer.from(stdout));
    const check = await this.#run('openssl', ['pkey', '-pubin', '-in', key, '-noout', '-pubcheck']);
    const message = this.#write(Buffer.from('message'));
    const use = await this.#run('openssl', ['pkeyutl', '-encrypt', '-pubin', '-inkey', key, '-in', message]);
    return `${check.stdout}${check.stderr}`.includes('Key is invalid') || use.stderr.includes('bad e value');
  }

  /** @param file of a private key that is not encrypted */
  async #signsInVain(file: string): Promise<boolean> {
    const message = this.#write(Buffer.from('message'));
    const signed = await this.#run('ssh-keygen', ['-Y', 'sign', '-q', '-f', file, '-n', 'matrix', message]);
    // That it makes none at all may have other reasons, but this one it tells.
    if (!signed.succeeded) return signed.stderr.includes('Signature verification failed');
    const check = ['-Y', 'check-novalidate', '-n', 'matrix', '-s', `${message}.sig`];
    return (await this.#run('ssh-keygen', check, message)).stderr.includes('Signature verification failed');
  }

  #write(content: Buffer): string {
    const file = join(this.#folder, `key-${this.#count++}`);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  async #readWithSshKeygen(
    file: string,
    passphrases: readonly string[],
    isPrivate: boolean,
  ): Promise<readonly string[]> {
    for (const passphrase of ['', ...passphrases]) {
      const { succeeded, stdout } = await this.#run('ssh-keygen', ['-y', '-P', passphrase, '-f', file]);
      if (succeeded) return this.#listed(this.#write(Buffer.from(stdout)));
    }
    // The public half of an encrypted file can be listed without opening it.
    if (isPrivate) return [];
    const listed = await this.#listed(file);
    return listed.length > 0 ? listed : this.#imported(file);
  }

  async #listed(file: string): Promise<readonly string[]> {
    const { stdout } = await this.#run('ssh-keygen', ['-l', '-f', file]);
    return [...stdout.matchAll(/^\d+ (SHA256:\S+) /gm)].map(([, fingerprint = '']) => fingerprint);
  }

  async #imported(file: string): Promise<readonly string[]> {
    for (const format of ['RFC4716', 'PKCS8', 'PEM']) {
      const { succeeded, stdout } = await this.#run('ssh-keygen', ['-i', '-m', format, '-f', file]);
      if (succeeded && stdout !== '') return this.#listed(this.#write(Buffer.from(stdout)));
    }
    return [];
  }

  async #readPpk(file: string, passphrases: readonly string[]): Promise<readonly string[]> {
    for (const passphrase of ['', ...passphrases]) {
      const secret = this.#write(Buffer.from(passphrase));
      const args = [file, '-O', 'private-openssh', '-o', `${file}.out`, '--old-passphrase', secret];
      const noPassphrase = this.#write(Buffer.alloc(0));
      const { succeeded } = await this.#run('puttygen', [...args, '--new-passphrase', noPassphrase]);
      if (succeeded) return this.#readWithSshKeygen(`${file}.out`, [], true);
    }
    return [];
  }

  async #readWithOpenssl(file: string, passphrases: readonly string[]): Promise<readonly string[]> {
    const inputs = ['', ...passphrases].map((passphrase) => ['-in', file, '-passin', `pass:${passphrase}`]);
    for (const input of [...inputs, ['-in', file, '-pubin']]) {
      const args = ['pkey', ...input, '-pubout'];
      const { succeeded, stdout } = await this.#run('openssl', args);
      if (succeeded) return this.#opensslFingerprint(stdout);
    }
    return [];
  }

  /** Of an Ed25519 key (RFC 8410) ssh-keygen does not read this form; the key is at its end. */
  #opensslFingerprint(spkiPem: string): Promise<readonly string[]> | readonly string[] {
    const spki = Buffer.from(spkiPem.replaceAll(/-----.*-----/g, ''), 'base64');
    const ed25519 = '302a300506032b6570032100';
    if (spki.length !== 44 || spki.toString('hex', 0, 12) !== ed25519)
      return this.#imported(this.#write(Buffer.from(spkiPem)));
    const name = Buffer.from('0000000b7373682d6564323535313900000020', 'hex');
    const blob = Buffer.concat([name, spki.subarray(12)]);
    return [`SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`];
  }

  /** @param input a file whose content goes to the program's input, which is closed otherwise */
  #run(program: string, args: readonly string[], input?: string): Promise<Outcome> {
    const options = { timeout: timeoutMs, encoding: 'latin1', killSignal: 'SIGKILL' } as const;
    return new Promise((resolve) => {
      const child = execFile(program, args, options, (error, stdout, stderr) => {
        resolve({ succeeded: error === null, stdout, stderr });
      });
      // A program that ends before it has read everything is no fault of ours.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input === undefined ? '' : readFileSync(input));
    });
  }
}

export function isPpk(content: Buffer): boolean {
  return /^PuTTY-User-Key-File-/.test(content.toString('latin1', 0, 32));
}

import { createPrivateKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The numbers that make a private key private: of RSA in PEM, or of Ed25519 in OpenSSH's format, not encrypted. */
function secretNumbers(pem: string): readonly Buffer[] {
  if (!pem.includes('OPENSSH')) {
    const { d = '', p = '', q = '' } = createPrivateKey(pem).export({ format: 'jwk' });
    return [d, p, q].map((number) => Buffer.from(number, 'base64url').subarray(20, 60));
  }
  const file = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  const name = Buffer.from('ssh-ed25519');
  const section = file.indexOf(name, file.indexOf(name) + 1);
  // A length and the public half, a length, and then the seed.
  return [file.subarray(section + name.length + 4 + 32 + 4).subarray(0, 32)];
}

/** A secret in each form in which it could have been written down. */
function piecesOf(bytes: Buffer): readonly Buffer[] {
  // Base64 depends on where a piece begins; a line may break it.
  const base64 = [0, 1, 2].map((offset) => bytes.subarray(offset, offset + 24).toString('base64'));
  const hex = bytes.toString('hex');
  return [bytes.subarray(0, 24), ...[...base64, hex, hex.toUpperCase()].map((text) => Buffer.from(text))];
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Looks for private keys wherever they have no business to be. */
export class KeyTraces {
  readonly #folders: readonly string[];
  readonly #pieces: Buffer[] = [];
  readonly #ownFiles = new Set<string>();
  /** Every argument list and environment that a process of this computer has had. */
  readonly #processes = new Map<string, string>();
  readonly #end = new AbortController();
  readonly #watching: Promise<void>;

  constructor(folders: readonly string[]) {
    this.#folders = folders;
    this.#watching = this.#watchProcesses();
  }

  /** From now on this private key is looked for, in all that has been seen so far, too. */
  add(pem: string): void {
    this.#pieces.push(...secretNumbers(pem).flatMap(piecesOf));
  }

  /** The same for a passphrase: at least 27 characters of ASCII, so that nothing else is taken for it. */
  addPassphrase(text: string): void {
    this.#pieces.push(...piecesOf(Buffer.from(text)));
  }

  /** A file that the user asked for. */
  allow(file: string): void {
    this.#ownFiles.add(file);
  }

  /** As it is, or with its line ends taken out, escaped or not. */
  isIn(content: Buffer): boolean {
    const unbroken = Buffer.from(content.toString('latin1').replace(/(?:\\[rn]|\s)+/g, ''), 'latin1');
    return this.#pieces.some((piece) => content.includes(piece) || unbroken.includes(piece));
  }

  /** Files and processes with a private key. */
  async find(): Promise<string[]> {
    const found: string[] = [];
    for (const file of (await Promise.all(this.#folders.map(filesUnder))).flat()) {
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      if (!this.#ownFiles.has(file) && this.isIn(content)) found.push(file);
    }
    for (const [content, process] of this.#processes)
      if (this.isIn(Buffer.from(content, 'latin1'))) found.push(process);
    return found;
  }

  /** What processes have had until now is not looked at any more. */
  forgetProcesses(): void {
    this.#processes.clear();
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#watching;
  }

  /** Looks again and again, because a process may live for a moment only. */
  async #watchProcesses(): Promise<void> {
    while (!this.#end.signal.aborted) {
      for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
        for (const file of ['cmdline', 'environ']) {
          const content = await readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '');
          this.#processes.set(content, `${pid} ${file}`);
        }
      await sleep(50);
    }
  }
}

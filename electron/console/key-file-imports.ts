import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import { KeyFileHandle, type KeyFileSummary } from '../../shared/model/key-file.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { KeyFileContent } from '../keys/file/key-file.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readPublicKey } from '../keys/read-public-key.ts';
import { primeSharing } from '../keys/weaknesses.ts';
import { lockedSummary, summaryOf, withWeaknesses, type Origin } from './key-file-summary.ts';
import type { KeyPairs } from './key-pairs.ts';
import { readSmallFile } from './read-small-file.ts';

/** One byte more than the reader takes, so that it says itself that a file is too long. */
const fileLimitBytes = 1024 * 1024 + 1;
/** Long enough to find a passphrase; a dialog that was left open asks for the file again. */
const heldMs = 10 * 60_000;
/** The page has one at a time; it can't make the main process hold files without end. */
const maxHeld = 4;

interface Held {
  readonly bytes: Buffer;
  readonly fileName: string | null;
  /** That has opened the file. Held as long as the file, written nowhere. */
  passphrase: string | undefined;
  readonly expiry: ReturnType<typeof setTimeout>;
}

/**
 * Key files on their way in: read here, shown to the page as a summary with a handle, and imported by the handle. What
 * is in a private key file never goes to the page.
 */
export class KeyFileImports {
  readonly #keyPairs: KeyPairs;
  readonly #keyFiles: KeyFiles;
  readonly #held = new Map<KeyFileHandle, Held>();

  constructor(keyPairs: KeyPairs, keyFiles: KeyFiles) {
    this.#keyPairs = keyPairs;
    this.#keyFiles = keyFiles;
  }

  /** Errors: `file-not-readable`, and those of `KeyFiles`, except that an encrypted file is `locked`. */
  async readFile(path: string): Promise<KeyFileSummary> {
    const bytes = await readSmallFile(path, fileLimitBytes);
    const fileName = basename(path);
    try {
      return await this.#hold(bytes, fileName);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'public-key-invalid') throw error;
      throw new AppError(error.code, { ...error.details, fileName }, { cause: error });
    }
  }

  /** What was typed or pasted. Errors: those of `readPublicKey` and `KeyFiles`. */
  async readText(text: string): Promise<KeyFileSummary> {
    checkTyped(text);
    return this.#hold(Buffer.from(text, 'utf8'), null);
  }

  /** Opens an encrypted private key. Errors: `passphrase-wrong`, and those of a damaged file. */
  async unlock(handle: KeyFileHandle, passphrase: string): Promise<KeyFileSummary> {
    const held = this.#find(handle);
    const content = await this.#keyFiles.read(held.bytes, passphrase);
    held.passphrase = passphrase;
    return this.#summary({ handle, fileName: held.fileName }, content);
  }

  /**
   * Imports a key of the file, and with it lets go of the file. After an error the handle still holds.
   * @param index of the key among those of a public file
   * @param keepPassphrase keeps the passphrase that has opened the file, for the one download
   */
  async import(
    regionId: RegionId,
    name: string,
    handle: KeyFileHandle,
    index: number,
    keepPassphrase = false,
  ): Promise<KeyPair> {
    const { bytes, passphrase } = this.#find(handle);
    const content = await this.#keyFiles.read(bytes, passphrase);
    const kept = keepPassphrase ? passphrase : undefined;
    const keyPair = await this.#importContent(regionId, name, content, index, kept);
    this.release(handle);
    return keyPair;
  }

  /** Forgets a file, and overwrites what was read of it. */
  release(handle: KeyFileHandle): void {
    const held = this.#held.get(handle);
    if (held === undefined) return;
    clearTimeout(held.expiry);
    held.bytes.fill(0);
    held.passphrase = undefined;
    this.#held.delete(handle);
  }

  #importContent(
    regionId: RegionId,
    name: string,
    content: KeyFileContent,
    index: number,
    passphrase: string | undefined,
  ): Promise<KeyPair> {
    if (content.kind === 'private') {
      const { key, privateKeyPem } = content;
      if (privateKeyPem === undefined)
        return this.#keyPairs.importPublicKey(regionId, name, key.publicKey.line);
      return this.#keyPairs.importPrivateKey(regionId, name, key.publicKey, privateKeyPem, passphrase);
    }
    const key = content.keys[index];
    if (key === undefined) throw new AppError('request-invalid');
    return this.#keyPairs.importPublicKey(regionId, name, key.publicKey.line);
  }

  async #hold(bytes: Buffer, fileName: string | null): Promise<KeyFileSummary> {
    const handle = KeyFileHandle.parse(randomUUID());
    const origin = { handle, fileName };
    let summary: KeyFileSummary;
    try {
      summary = this.#summary(origin, await this.#keyFiles.read(bytes));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'passphrase-required') {
        bytes.fill(0);
        throw error;
      }
      summary = lockedSummary(origin, error);
    }
    const expiry = setTimeout(() => this.release(handle), heldMs);
    // Nothing that is merely held keeps the application from ending.
    expiry.unref();
    this.#held.set(handle, { bytes, fileName, passphrase: undefined, expiry });
    for (const oldest of [...this.#held.keys()].slice(0, -maxHeld)) this.release(oldest);
    return summary;
  }

  /** What speaks against a key is also told by the key pairs that are here already. */
  #summary(origin: Origin, content: KeyFileContent): KeyFileSummary {
    const sharesPrime = primeSharing(this.#keyPairs.publicLines());
    return withWeaknesses(summaryOf(origin, content), ({ line }) =>
      sharesPrime(line) ? ['shared-prime'] : [],
    );
  }

  #find(handle: KeyFileHandle): Held {
    const held = this.#held.get(handle);
    if (held === undefined) throw new AppError('key-file-expired');
    return held;
  }
}

/**
 * What is wrong with one typed key, and where, is told better by the reader of one key; the reader of files takes what
 * is more than that.
 */
function checkTyped(text: string): void {
  try {
    readPublicKey(text);
  } catch (error) {
    const isMore =
      error instanceof AppError &&
      (error.code === 'private-key-pasted' ||
        ['several-keys', 'too-long'].includes(String(error.details['reason'])));
    if (!isMore) throw error;
  }
}

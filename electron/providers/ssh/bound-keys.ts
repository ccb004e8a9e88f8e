import { posix } from 'node:path';
import { AppError } from '../../../shared/ipc/result.ts';
import type { AuthorizedKeyRef } from '../../../shared/model/authorized-key.ts';
import {
  digestOf,
  findLine,
  listKeyLines,
  splitLines,
  withLine,
  withLineAgain,
  withoutKey,
  withoutLine,
} from './authorized-keys.ts';
import { describeAccount } from './account.ts';
import { authorizedKeysPaths, type Account } from './authorized-keys-path.ts';
import type { Connection } from './connection.ts';
import type { NamedKey } from './key-line.ts';
import { ReadAhead } from './read-ahead.ts';
import { withoutOptions, withOptionsAgain, type RepairedLine } from './repair-line.ts';
import { RemoteFile, type Content, type FilePlace } from './remote-file.ts';
import type { ServerSettings } from './read-settings.ts';
import type { Transaction } from './transaction.ts';

const errors = {
  notSafe: 'authorized-keys-not-safe',
  notWritable: 'authorized-keys-not-writable',
  changed: 'authorized-keys-changed',
} as const satisfies FilePlace['errors'];

/** The keys that open an account: its files of authorized keys, wherever its server looks for them. */
export class BoundKeys {
  readonly #connection: Connection;
  readonly #account: Account;
  readonly #paths: readonly string[];
  readonly #ahead: ReadAhead;

  private constructor(connection: Connection, account: Account, paths: readonly string[], ahead: ReadAhead) {
    this.#ahead = ahead;
    this.#connection = connection;
    this.#account = account;
    this.#paths = paths;
  }

  /** @param settings null where they can't be read: sshd's defaults then stand for them */
  static find(connection: Connection, settings: ServerSettings | null): BoundKeys {
    const account = settings?.account ?? describeAccount(connection);
    const paths = authorizedKeysPaths(account, settings?.user ?? null);
    return new BoundKeys(connection, account, paths, settings?.ahead ?? new ReadAhead());
  }

  /**
   * Puts a key in the first file. True when it was not there before. Errors: `key-line-restricted` when a line with it
   * is there that is not a full logon, `authorized-keys-...`.
   * @param repairs where the key has no other line, take the options off
   */
  async add(
    publicLine: string,
    { onFailureLast }: Pick<Transaction, 'onFailureLast'>,
    repairs = false,
  ): Promise<boolean> {
    const file = await this.#file(this.#paths[0] ?? '');
    let repaired: RepairedLine | undefined;
    const change = (content: Content): Content => {
      this.#connection.context.onLine?.(isIn(content, publicLine));
      repaired = repairs && content ? withoutOptions(content, publicLine) : undefined;
      if (repaired) return repaired.content;
      refuseRestricted(content, publicLine, file.place.path);
      return withLine(content ?? Buffer.alloc(0), publicLine);
    };
    const inverse = (content: Content): Content => {
      if (content && repaired) return withOptionsAgain(content, repaired);
      return content && withoutKey(content, publicLine);
    };
    return file.edit(change, inverse, onFailureLast);
  }

  /** Every file that is there, in sshd's order. */
  async read(): Promise<readonly { readonly path: string; readonly content: Buffer }[]> {
    const files = [];
    for (const path of this.#paths) {
      const { content } = await (await this.#file(path)).read();
      if (content) files.push({ path, content });
    }
    return files;
  }

  /** The key in one line. Error: `authorized-keys-changed` when it is not there, or in none of these files. */
  async keyAt({ path, digest }: AuthorizedKeyRef): Promise<NamedKey> {
    const file = (await this.read()).find((each) => each.path === path);
    const found = file && listKeyLines(file.content).find(({ bytes }) => digestOf(bytes) === digest);
    if (!found) throw new AppError('authorized-keys-changed', { path });
    return found.line;
  }

  /** Takes one line out. Error: `authorized-keys-changed` when it is not there, or in none of these files. */
  async removeLine({ path, line, digest }: AuthorizedKeyRef, { onFailure }: Transaction): Promise<void> {
    if (!this.#paths.includes(path)) throw new AppError('authorized-keys-changed', { path });
    let removed: Buffer = Buffer.alloc(0);
    const change = (content: Content): Content => {
      const rest = content && withoutLine(content, line, digest);
      if (!content || !rest) throw new AppError('authorized-keys-changed', { path, line });
      removed = splitLines(content).find((bytes) => digestOf(bytes) === digest) ?? removed;
      return rest;
    };
    const inverse = (content: Content): Content => withLineAgain(content ?? Buffer.alloc(0), line, removed);
    await (await this.#file(path)).edit(change, inverse, onFailure);
  }

  /** Whether a line with this key is in one of the files. */
  async has(publicLine: string): Promise<boolean> {
    for (const path of this.#paths) {
      const file = await this.#file(path);
      if (isIn((await file.read()).content, publicLine)) return true;
    }
    return false;
  }

  /** Takes a key out of every file. True when it was in one. Errors: `authorized-keys-...`. */
  async remove(publicLine: string, { onFailure }: Pick<Transaction, 'onFailure'>): Promise<boolean> {
    let removed = false;
    for (const path of this.#paths) {
      const file = await this.#file(path);
      const change = (content: Content): Content => content && withoutKey(content, publicLine);
      const inverse = (content: Content): Content => withLine(content ?? Buffer.alloc(0), publicLine);
      removed = (await file.edit(change, inverse, onFailure)) || removed;
    }
    return removed;
  }

  /**
   * At home the user's own rights do, and nobody can be led to write elsewhere as root. Root writes what lies outside,
   * and a file that root has put there.
   */
  async #file(path: string): Promise<RemoteFile> {
    const { home, id } = this.#account;
    const own = this.#open(path, false);
    if (id === 0 || !isWithin(home, path)) return id === 0 ? own : this.#open(path, true);
    const { ownerId, realPath } = await own.read();
    if (ownerId !== 0) return own;
    const realHome = await this.#connection.output(realFolderScript, { args: [home] });
    if (!isWithin(realHome, realPath)) throw new AppError(errors.notSafe, { path, reason: 'link' });
    return this.#open(path, true);
  }

  #open(path: string, asRoot: boolean): RemoteFile {
    const place: FilePlace = { path, ownerId: this.#account.id, asRoot, folderMode: '700', errors };
    return new RemoteFile(() => this.#connection.session, place, this.#ahead.take(path));
  }
}

/** Prints a folder's path with links resolved. */
const realFolderScript = 'cd -P "$1" && printf %s "$PWD"';

function isWithin(folder: string, path: string): boolean {
  return !posix.relative(folder, path).startsWith('..');
}

function isIn(content: Content, publicLine: string): boolean {
  return content !== null && findLine(content, publicLine) !== undefined;
}

function refuseRestricted(content: Content, publicLine: string, path: string): void {
  const found = content && findLine(content, publicLine);
  if (!found || found.restrictions.length === 0) return;
  const { lineNumber, restrictions } = found;
  throw new AppError('key-line-restricted', { path, line: lineNumber, options: restrictions });
}

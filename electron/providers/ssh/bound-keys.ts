import { posix } from 'node:path';
import { AppError } from '../../../shared/ipc/result.ts';
import { findLine, withLine, withoutKey } from './authorized-keys.ts';
import { describeAccount } from './account.ts';
import { authorizedKeysPaths, type Account } from './authorized-keys-path.ts';
import type { Connection } from './connection.ts';
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

  private constructor(connection: Connection, account: Account, paths: readonly string[]) {
    this.#connection = connection;
    this.#account = account;
    this.#paths = paths;
  }

  /** @param settings null where they can't be read: sshd's defaults then stand for them */
  static async find(connection: Connection, settings: ServerSettings | null): Promise<BoundKeys> {
    const account = settings?.account ?? (await describeAccount(connection));
    return new BoundKeys(connection, account, authorizedKeysPaths(account, settings?.user ?? null));
  }

  /**
   * Puts a key in the first file. True when it was not there before. Errors: `key-line-restricted` when a line with it
   * is there that is not a full logon, `authorized-keys-...`.
   */
  async add(publicLine: string, { onFailure }: Pick<Transaction, 'onFailure'>): Promise<boolean> {
    const file = await this.#file(this.#paths[0] ?? '');
    const change = (content: Content): Content => {
      this.#connection.context.onLine?.(isIn(content, publicLine));
      refuseRestricted(content, publicLine, file.place.path);
      return withLine(content ?? Buffer.alloc(0), publicLine);
    };
    return file.edit(change, (content) => content && withoutKey(content, publicLine), onFailure);
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
    const isAtHome = !posix.relative(home, path).startsWith('..');
    const own = this.#open(path, false);
    if (id === 0 || !isAtHome) return id === 0 ? own : this.#open(path, true);
    const { ownerId } = await own.read();
    return ownerId === 0 ? this.#open(path, true) : own;
  }

  #open(path: string, asRoot: boolean): RemoteFile {
    const place: FilePlace = { path, ownerId: this.#account.id, asRoot, folderMode: '700', errors };
    return new RemoteFile(() => this.#connection.session, place);
  }
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

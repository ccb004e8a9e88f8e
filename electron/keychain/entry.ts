import { AppError } from '../../shared/ipc/result.ts';
import { partAccount } from './account-name.ts';
import type { CertainAccess } from './certain-access.ts';
import { decodeHead, encodeSecret, joinSecret, maxPieces, type Head, type Slot } from './entry-format.ts';

/** Null for what can't be made out: there is nothing in it to save. */
function tryDecode(head: string | undefined): Head | null {
  if (head === undefined) return null;
  try {
    return decodeHead(head);
  } catch {
    return null;
  }
}

/** One secret in the keychain: its head and its parts. */
export class Entry {
  readonly #access: CertainAccess;
  readonly #account: string;

  constructor(access: CertainAccess, account: string) {
    this.#access = access;
    this.#account = account;
  }

  async read(): Promise<string> {
    const stored = await this.#access.get(this.#account);
    if (stored === undefined) throw new AppError('keychain-entry-missing');
    const head = decodeHead(stored);
    const parts: string[] = [];
    for (let index = 1; index < head.pieces; index += 1) {
      const part = await this.#access.get(partAccount(this.#account, head.slot, index));
      if (part === undefined) throw new AppError('keychain-entry-damaged');
      parts.push(part);
    }
    return joinSecret(this.#account, head, parts);
  }

  async write(secret: string): Promise<void> {
    await this.#replace(await this.#access.get(this.#account), secret);
  }

  /** For an account that nobody has used: nothing stands there. */
  async add(secret: string, begin: () => void, isOpen: boolean): Promise<void> {
    if (!isOpen) await this.#access.assertUnlocked();
    begin();
    await this.#replace(undefined, secret);
  }

  /** The order is what makes it safe: all parts first, where nobody reads yet, then the head. */
  async #replace(former: string | undefined, secret: string): Promise<void> {
    const slot = tryDecode(former)?.slot === 'a' ? 'b' : 'a';
    const { head, parts } = encodeSecret(this.#account, secret, slot);
    for (const [index, part] of parts.entries())
      await this.#access.put(partAccount(this.#account, slot, index + 1), part);
    await this.#access.replace(this.#account, head, former);
  }

  async remove(): Promise<void> {
    await this.#access.remove(this.#account);
    await this.#clear('a', 1);
    await this.#clear('b', 1);
  }

  /** Removes the parts that belong to no value any more, or never came to belong to one. */
  async sweep(): Promise<void> {
    const head = tryDecode(await this.#access.get(this.#account));
    await this.#clear('a', head?.slot === 'a' ? head.pieces : 1);
    await this.#clear('b', head?.slot === 'b' ? head.pieces : 1);
  }

  /** Parts are written upwards and removed downwards, so that there is never a gap to miss one behind. */
  async #clear(slot: Slot, from: number): Promise<void> {
    const accounts: string[] = [];
    for (let index = from; index < maxPieces; index += 1) {
      const account = partAccount(this.#account, slot, index);
      if ((await this.#access.peek(account)) === undefined) break;
      accounts.push(account);
    }
    for (const account of accounts.reverse()) await this.#access.remove(account);
  }
}

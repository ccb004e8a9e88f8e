import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import type { CredentialBackend } from '../../../electron/keychain/credential-backend.ts';
import type { Store } from '../../../electron/store/store.ts';

/** What has just been done: while the dialog is open, then by each of the two branches of a creation, in this order. */
export type Moment =
  | 'ahead-intended'
  | 'ahead-written'
  | 'ahead-read'
  | 'intended'
  | 'keychain-written'
  | 'keychain-read'
  | 'committed'
  | 'file-opened'
  | 'file-written'
  | 'file-flushed'
  | 'file-linked'
  | 'file-placed'
  | 'download-used';

/** Which of the two branches waits for the other. */
export type Held = 'keychain' | 'file';

/** Tells of every moment once it has come, and lets one branch wait. */
export class Moments {
  readonly #come = new Map<Moment, PromiseWithResolvers<undefined>>();
  readonly #onMoment: (moment: Moment) => void;
  readonly #held: Held | null;
  /** Put before the names of what happens before the click. */
  phase: 'ahead-' | '' = '';

  constructor(held: Held | null, onMoment: (moment: Moment) => void) {
    this.#held = held;
    this.#onMoment = onMoment;
  }

  until(moment: Moment): Promise<unknown> {
    return this.#of(moment).promise;
  }

  watchStore(store: Store): void {
    const { keychainIntents } = store;
    const insert = keychainIntents.insert.bind(keychainIntents);
    const transaction = store.transaction.bind<Store['transaction']>(store);
    keychainIntents.insert = (intent) => {
      insert(intent);
      this.#reach(`${this.phase}intended`);
    };
    let commits = 0;
    store.transaction = (change) => {
      const result = transaction(change);
      commits += 1;
      this.#reach(commits === 1 ? 'committed' : 'download-used');
      return result;
    };
  }

  /** Where the keychain is held, nothing of a click is written or read back before the file is flushed. */
  watchKeychain(backend: CredentialBackend): CredentialBackend {
    const whenFree = async (account: string): Promise<void> => {
      const isHeld = this.#held === 'keychain' && this.phase === '' && isPrivateKey(account);
      if (isHeld) await this.until('file-flushed');
    };
    return {
      getPassword: async (account) => {
        await whenFree(account);
        const value = await backend.getPassword(account);
        if (isPrivateKey(account)) this.#reach(this.phase === '' ? 'keychain-read' : 'ahead-read');
        return value;
      },
      setPassword: async (account, value) => {
        await whenFree(account);
        await backend.setPassword(account, value);
        if (isPrivateKey(account)) this.#reach(this.phase === '' ? 'keychain-written' : 'ahead-written');
      },
      deletePassword: (account) => backend.deletePassword(account),
      wake: () => backend.wake(),
    };
  }

  /** Where the file is held, it is not begun before the record is committed. */
  watchFiles(): void {
    const { open, link, rm } = fs;
    fs.open = async (path, flags, mode) => {
      const isNew = flags === 'wx' && isUnfinished(String(path));
      if (isNew && this.#held === 'file') await this.until('committed');
      const file = await open(path, flags, mode);
      if (isNew) this.#watchFile(file);
      return file;
    };
    fs.link = async (from, to) => {
      await link(from, to);
      this.#reach('file-linked');
    };
    fs.rm = async (path, options) => {
      await rm(path, options);
      if (isUnfinished(String(path))) this.#reach('file-placed');
    };
    syncBuiltinESMExports();
  }

  #watchFile(file: FileHandle): void {
    const [write, sync] = [file.writeFile.bind(file), file.sync.bind(file)];
    file.writeFile = async (...content) => {
      await write(...content);
      this.#reach('file-written');
    };
    file.sync = async () => {
      await sync();
      this.#reach('file-flushed');
    };
    this.#reach('file-opened');
  }

  #reach(moment: Moment): void {
    this.#onMoment(moment);
    this.#of(moment).resolve(undefined);
  }

  #of(moment: Moment): PromiseWithResolvers<undefined> {
    const known = this.#come.get(moment) ?? Promise.withResolvers<undefined>();
    this.#come.set(moment, known);
    return known;
  }
}

function isPrivateKey(account: string): boolean {
  return account.startsWith('private-key:');
}

function isUnfinished(path: string): boolean {
  return /^\.web\.pem\.[0-9a-f]{12}$/.test(basename(path));
}

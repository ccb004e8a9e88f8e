import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import { ServerId } from '../../shared/model/ids.ts';
import type { KeychainState } from '../../shared/model/settings.ts';
import { checkKeychain } from '../keychain/keychain-check.ts';
import type { KeyVault, SecretRef } from '../keychain/key-vault.ts';
import type { Store } from '../store/store.ts';
import { keyPairRefs, nameOf, passwordRef, toIntent, toRef } from './secret-refs.ts';

interface NewSecret {
  readonly ref: SecretRef;
  readonly secret: string;
}

/**
 * The order of commits between keychain and store, which a crash at any moment survives:
 * intent, keychain write, then store commit together with the removal of the intent.
 */
export class KeptSecrets {
  readonly #store: Store;
  readonly #vault: KeyVault;
  /** Entries that are being written, by their intents: no orphans, though nobody owns them yet. */
  readonly #underWay = new Set<string>();

  constructor(store: Store, vault: KeyVault) {
    this.#store = store;
    this.#vault = vault;
  }

  /** Makes the first call of a run short. */
  wake(): void {
    this.#vault.wake();
  }

  /** Whether the keychain would certainly ask the user nothing. Does not fail. */
  isOpen(): Promise<boolean> {
    return this.#vault.isOpen();
  }

  read(ref: SecretRef): Promise<string> {
    return this.#vault.read(ref);
  }

  has(ref: SecretRef): Promise<boolean> {
    return this.#vault.has(ref);
  }

  /** Removes an entry or throws: its owner stays until it is gone. */
  async remove(ref: SecretRef): Promise<void> {
    try {
      await this.#vault.remove(ref);
    } catch (error) {
      // The keychain's process may have died when a part was gone already: a new one takes the rest.
      if (!isError(error, 'keychain-failed')) throw error;
      await this.#vault.remove(ref);
    }
  }

  /**
   * Writes the secret, then commits its owner. Where either fails, what was there before is put back; where even
   * that fails, the intent stays for the sweep at the next start. What nobody needs after the commit, `replaced`, is
   * let go of with it.
   */
  writeThenCommit(
    ref: SecretRef,
    secret: string,
    commit: () => void,
    replaced: readonly SecretRef[] = [],
  ): Promise<void> {
    return this.#writeAllThenCommit([{ ref, secret }], commit, replaced, (entry, begin) =>
      this.#replace(entry, begin),
    );
  }

  /**
   * The same for the secrets of a new owner, which nobody has ever written: all of them, or none.
   * @param onBegin called before each write, when the keychain is known to be unlocked
   */
  addAllThenCommit(
    entries: readonly NewSecret[],
    commit: () => void,
    onBegin: () => void = () => undefined,
  ): Promise<void> {
    return this.#writeAllThenCommit(entries, commit, [], ({ ref, secret }, begin) =>
      this.#vault.add(ref, secret, () => {
        begin(null);
        onBegin();
      }),
    );
  }

  async #replace({ ref, secret }: NewSecret, begin: (former: string | null) => void): Promise<void> {
    begin(await this.#present(ref));
    await this.#vault.write(ref, secret);
  }

  /** @param write says `begin`, with what was there before, when it has to be put back from then on */
  async #writeAllThenCommit(
    entries: readonly NewSecret[],
    commit: () => void,
    replaced: readonly SecretRef[],
    write: (entry: NewSecret, begin: (former: string | null) => void) => Promise<void>,
  ): Promise<void> {
    const begun: { readonly ref: SecretRef; readonly former: string | null }[] = [];
    const names = entries.map(({ ref }) => nameOf(ref));
    for (const name of names) this.#underWay.add(name);
    try {
      for (const entry of entries) {
        await write(entry, (former) => {
          this.#intend([entry.ref]);
          begun.push({ ref: entry.ref, former });
        });
      }
      this.#store.transaction(() => {
        commit();
        for (const { ref } of entries) this.#store.keychainIntents.delete(toIntent(ref));
        this.#intend(replaced);
      });
    } catch (error) {
      for (const { ref, former } of begun) await this.#putBack(ref, former);
      throw error;
    } finally {
      for (const name of names) this.#underWay.delete(name);
    }
    await this.#discard(replaced);
  }

  /**
   * Writes a secret that nobody has ever written and nobody owns yet, in a keychain that is open. It is to be adopted or
   * let go of; where neither comes about, the next start removes it.
   * @returns whether it is there; where the keychain refused it, nothing is
   */
  async addAhead({ ref, secret }: NewSecret): Promise<boolean> {
    this.#underWay.add(nameOf(ref));
    try {
      await this.#vault.add(ref, secret, () => this.#intend([ref]), true);
      return true;
    } catch (error) {
      await this.letGo(ref);
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  /**
   * Reads back what was written ahead, then commits its owner. After an error it is let go of.
   * @returns whether it was there as it was written; without that nothing is committed
   */
  async adopt({ ref, secret }: NewSecret, commit: () => void): Promise<boolean> {
    try {
      const isThere = (await this.#present(ref)) === secret;
      if (isThere) {
        this.#store.transaction(() => {
          commit();
          this.#store.keychainIntents.delete(toIntent(ref));
        });
        this.#underWay.delete(nameOf(ref));
      } else await this.letGo(ref);
      return isThere;
    } catch (error) {
      await this.letGo(ref);
      throw error;
    }
  }

  /** Removes what was written ahead, where the keychain is open; else the next start does. */
  async letGo(ref: SecretRef): Promise<void> {
    if (await this.#vault.isOpen()) await this.#putBack(ref, null);
    this.#underWay.delete(nameOf(ref));
  }

  /** Commits a change after which nobody needs the entries, and removes them: now, or else at the next start. */
  async commitThenDiscard(refs: readonly SecretRef[], commit: () => void): Promise<void> {
    this.#store.transaction(() => {
      this.#intend(refs);
      commit();
    });
    await this.#discard(refs);
  }

  /** Writes, reads and removes an entry of its own. What a crash leaves of it is removed at the next start. */
  async check(): Promise<KeychainState> {
    const ref = passwordRef(ServerId.parse(randomUUID()));
    this.#underWay.add(nameOf(ref));
    this.#intend([ref]);
    try {
      const state = await checkKeychain(this.#vault, ref);
      if (state === 'working') this.#store.keychainIntents.delete(toIntent(ref));
      return state;
    } finally {
      this.#underWay.delete(nameOf(ref));
    }
  }

  /** Finishes what an earlier run began. Returns how many orphans it removed; throws when the keychain refuses. */
  async sweep(): Promise<number> {
    let removed = 0;
    for (const intent of this.#store.keychainIntents.list()) {
      const ref = toRef(intent);
      if (!this.#isOwned(ref) && (await this.#sweepOne(ref))) removed += 1;
      if (!this.#underWay.has(nameOf(ref))) this.#store.keychainIntents.delete(intent);
    }
    return removed;
  }

  /** Removes what is not there as well: a long secret that was cut off has parts before it has an entry. */
  async #sweepOne(ref: SecretRef): Promise<boolean> {
    const wasThere = await this.#vault.has(ref).catch((error: unknown) => {
      if (isError(error, 'keychain-entry-damaged')) return true;
      throw error;
    });
    // Asked again after waiting for the keychain: its owner may have come in the meantime, or be about to.
    if (this.#isOwned(ref) || this.#underWay.has(nameOf(ref))) return false;
    await this.#vault.remove(ref);
    return wasThere;
  }

  /** What stands there; null where that is nothing, or nothing that can be read any more. */
  async #present(ref: SecretRef): Promise<string | null> {
    try {
      return await this.#vault.read(ref);
    } catch (error) {
      if (isError(error, 'keychain-entry-missing') || isError(error, 'keychain-entry-damaged')) return null;
      throw error;
    }
  }

  #intend(refs: readonly SecretRef[]): void {
    for (const ref of refs) this.#store.keychainIntents.insert({ ...toIntent(ref), since: Date.now() });
  }

  async #discard(refs: readonly SecretRef[]): Promise<void> {
    for (const ref of refs) await this.#putBack(ref, null);
  }

  async #putBack(ref: SecretRef, former: string | null): Promise<void> {
    try {
      if (former === null) await this.#vault.remove(ref);
      else await this.#vault.write(ref, former);
      this.#store.keychainIntents.delete(toIntent(ref));
    } catch (error) {
      // The intent stays; the error that led here, or the success that came before, is what counts.
      if (!(error instanceof AppError)) throw error;
    }
  }

  #isOwned(ref: SecretRef): boolean {
    if ('keyPairId' in ref) {
      const keyPair = this.#store.keyPairs.find(ref.keyPairId);
      return keyPair !== undefined && keyPairRefs(keyPair).some(({ kind }) => kind === ref.kind);
    }
    const logon = this.#store.servers.find(ref.serverId)?.logon;
    if (ref.kind === 'server-password') return logon?.kind === 'password' && logon.storage === 'keychain';
    return logon?.kind === 'key-file' && logon.passphrase === 'keychain';
  }
}

function isError(error: unknown, code: ErrorCode): boolean {
  return error instanceof AppError && error.code === code;
}

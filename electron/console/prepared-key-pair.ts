import { setTimeout } from 'node:timers/promises';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { KeySpec } from '../../shared/model/key-pair.ts';
import { generateKeyPair, type GeneratedKeyPair } from '../keys/generate.ts';
import { parsePublicKey } from '../keys/public-key.ts';
import { describePublicKey } from '../keys/public-line.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { privateKeyRef } from './secret-refs.ts';
import { newKeyPairId } from './new-key-pair.ts';

/** An application that ends waits no longer than this for a keychain; the next start removes what is left. */
const removalLimitMs = 3000;

interface Prepared {
  readonly spec: KeySpec;
  readonly id: KeyPairId;
  readonly keyPair: Promise<GeneratedKeyPair>;
  /** Whether its private key is in the keychain; undefined as long as nobody has begun to write it. */
  kept?: Promise<boolean>;
}

export interface TakenKeyPair extends GeneratedKeyPair {
  readonly id: KeyPairId;
  /** Whether the private key was seen in the keychain, under the id. Nobody owns it yet. */
  readonly isKept: boolean;
}

/**
 * A key pair that is made while a dialog is open, so that nobody waits for it afterwards. There is one at most, and it
 * is given out once. Its private key goes to the keychain ahead where that asks nobody anything, and else stays in
 * memory; who does not take it takes it out of the keychain again.
 */
export class PreparedKeyPair {
  readonly #secrets: KeptSecrets;
  readonly #limitMs: number;
  readonly #removals = new Set<Promise<unknown>>();
  #prepared: Prepared | undefined;

  constructor(secrets: KeptSecrets, limitMs = removalLimitMs) {
    this.#secrets = secrets;
    this.#limitMs = limitMs;
  }

  /** Whether nothing of it would be left if the application ended now. */
  get isIdle(): boolean {
    return this.#prepared?.kept === undefined && this.#removals.size === 0;
  }

  /** Begins to make one, unless such a key pair is there already. One of another kind is dropped. */
  prepare(spec: KeySpec): void {
    // The comment is inside of an Ed25519 private key, and that kind takes no time.
    if (spec.type !== 'rsa' || this.#isFor(spec)) return;
    void this.drop();
    const prepared: Prepared = { spec, id: newKeyPairId(), keyPair: generateKeyPair(spec, '') };
    this.#prepared = prepared;
    // Who takes it hears of a failure; nobody has to.
    this.#keep(prepared).catch(() => undefined);
  }

  /** The prepared key pair, or a new one where none of the kind is prepared. Errors: those of `generateKeyPair`. */
  async take(spec: KeySpec, comment: string): Promise<TakenKeyPair> {
    const prepared = this.#isFor(spec) ? this.#prepared : undefined;
    if (!prepared) return { ...(await generateKeyPair(spec, comment)), id: newKeyPairId(), isKept: false };
    this.#prepared = undefined;
    const keyPair = withComment(await prepared.keyPair, comment);
    return { ...keyPair, id: prepared.id, isKept: (await prepared.kept) === true };
  }

  /** Forgets it: the dialog was closed, or the application ends. Does not fail. */
  drop(): Promise<unknown> {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    if (prepared?.kept) {
      const removal = Promise.race([
        this.#remove(prepared),
        setTimeout(this.#limitMs, undefined, { ref: false }),
      ])
        .catch(() => undefined)
        .finally(() => this.#removals.delete(removal));
      this.#removals.add(removal);
    }
    return Promise.all(this.#removals);
  }

  /** Nothing is written for somebody who has gone, or has taken it in the meantime. */
  async #keep(prepared: Prepared): Promise<void> {
    const { privateKeyPem } = await prepared.keyPair;
    if (!(await this.#secrets.isOpen()) || this.#prepared !== prepared) return;
    prepared.kept = this.#secrets.addAhead({ ref: privateKeyRef(prepared.id), secret: privateKeyPem });
    await prepared.kept;
  }

  async #remove({ id, kept }: Prepared): Promise<void> {
    if ((await kept) === true) await this.#secrets.letGo(privateKeyRef(id));
  }

  #isFor(spec: KeySpec): boolean {
    const prepared = this.#prepared?.spec;
    return prepared?.type === 'rsa' && spec.type === 'rsa' && prepared.bits === spec.bits;
  }
}

/** An RSA private key in PKCS#1 carries no comment. */
function withComment({ publicKey, privateKeyPem }: GeneratedKeyPair, comment: string): GeneratedKeyPair {
  const blob = Buffer.from(publicKey.line.split(' ')[1] ?? '', 'base64');
  return { publicKey: describePublicKey(parsePublicKey(blob), comment), privateKeyPem };
}

import type { KeySpec } from '../../shared/model/key-pair.ts';
import { generateKeyPair, type GeneratedKeyPair } from './generate.ts';
import { parsePublicKey } from './public-key.ts';
import { describePublicKey } from './public-line.ts';

/**
 * A key pair that is generated while a dialog is open, so that nobody waits for it afterwards. There is one at most; it
 * is given out once, and exists nowhere but in memory until then.
 */
export class PreparedKeyPair {
  #prepared: { readonly spec: KeySpec; readonly keyPair: Promise<GeneratedKeyPair> } | undefined;

  /** Begins to generate, unless such a key pair is there already. One of another kind is dropped. */
  prepare(spec: KeySpec): void {
    // The comment is inside of an Ed25519 private key, and that kind takes no time.
    if (spec.type !== 'rsa' || this.#isFor(spec)) return;
    const keyPair = generateKeyPair(spec, '');
    // Who takes it hears of a failure; nobody has to.
    keyPair.catch(() => undefined);
    this.#prepared = { spec, keyPair };
  }

  /** The prepared key pair, or a new one where none of the kind is prepared. Errors: those of `generateKeyPair`. */
  async take(spec: KeySpec, comment: string): Promise<GeneratedKeyPair> {
    if (!this.#isFor(spec)) return generateKeyPair(spec, comment);
    const prepared = this.#prepared;
    this.drop();
    const keyPair = await prepared?.keyPair;
    return keyPair === undefined ? generateKeyPair(spec, comment) : withComment(keyPair, comment);
  }

  /** Forgets it: the dialog was closed. */
  drop(): void {
    this.#prepared = undefined;
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

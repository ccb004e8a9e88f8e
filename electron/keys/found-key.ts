import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import type { Certificate } from './certificate.ts';
import { parseCertificate, certifiedAlgorithm } from './certificate.ts';
import { parsePublicKey, type PublicKey } from './public-key.ts';
import { describePublicKey } from './public-line.ts';
import { WireReader } from './wire.ts';

/** A public key that was found in a text or a file. */
export interface FoundKey {
  readonly publicKey: PublicKeyInfo;
  /** What certifies the key, where it came as an OpenSSH certificate. */
  readonly certificate?: Certificate;
}

/** A public key with, perhaps, what certifies it. */
interface ParsedKey {
  readonly key: PublicKey;
  readonly certificate?: Certificate;
}

/** @param blob a public key's or a certificate's wire form */
export function parseKeyOrCertificate(blob: Buffer): ParsedKey {
  const name = new WireReader(blob).text();
  return certifiedAlgorithm(name) === undefined ? { key: parsePublicKey(blob) } : parseCertificate(blob);
}

export function describeFound({ key, certificate }: ParsedKey, comment: string): FoundKey {
  const publicKey = describePublicKey(key, comment);
  return certificate === undefined ? { publicKey } : { publicKey, certificate };
}

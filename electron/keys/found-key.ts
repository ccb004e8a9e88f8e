import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import type { Certificate } from './certificate.ts';
import { parseCertificate, certifiedAlgorithm } from './certificate.ts';
import { isKnownAlgorithm, parsePublicKey, type PublicKey } from './public-key.ts';
import { describePublicKey } from './public-line.ts';
import { WireReader } from './wire.ts';

/** A public key that was found in a text or a file. */
export interface FoundKey {
  readonly publicKey: PublicKeyInfo;
  /** What certifies the key, where it came as an OpenSSH certificate. */
  readonly certificate?: Certificate;
}

/** A public key with, perhaps, what certifies it. */
export interface ParsedKey {
  readonly key: PublicKey;
  readonly certificate?: Certificate;
}

/** @param blob a public key's or a certificate's wire form */
export function parseKeyOrCertificate(blob: Buffer): ParsedKey {
  const name = new WireReader(blob).text();
  const isCertificate = !isKnownAlgorithm(name) && certifiedAlgorithm(name) !== undefined;
  return isCertificate ? parseCertificate(blob) : { key: parsePublicKey(blob) };
}

/** @param base64 the wire form, where it is at hand; that of a certificate is another than its key's */
export function describeFound({ key, certificate }: ParsedKey, comment: string, base64?: string): FoundKey {
  if (certificate === undefined) return { publicKey: describePublicKey(key, comment, base64) };
  return { publicKey: describePublicKey(key, comment), certificate };
}

import { isSignedBy } from './certificate-signature.ts';
import { parsePublicKey, type PublicKey } from './public-key.ts';
import { invalidKey, WireReader, wireString } from './wire.ts';

/** What an OpenSSH certificate says beside the key in it. */
export interface Certificate {
  readonly version: 0 | 1;
  readonly role: 'user' | 'host';
  readonly keyId: string;
  /** Whom it is for; nobody named means everybody. */
  readonly principals: readonly string[];
  /** ISO 8601; nothing where it has no such limit. */
  readonly validAfter: string | undefined;
  readonly validBefore: string | undefined;
}

export interface CertifiedKey {
  readonly key: PublicKey;
  readonly certificate: Certificate;
}

const certificateName = /^(.+)-cert-v0([01])@openssh\.com$/;
/** How many strings the public key of an algorithm is made of. */
const keyParts: Readonly<Record<string, number>> = {
  'ssh-rsa': 2,
  'ssh-dss': 4,
  'ecdsa-sha2-nistp256': 2,
  'ecdsa-sha2-nistp384': 2,
  'ecdsa-sha2-nistp521': 2,
  'ssh-ed25519': 1,
  'sk-ecdsa-sha2-nistp256@openssh.com': 3,
  'sk-ssh-ed25519@openssh.com': 2,
};
const maxPrincipals = 256;
const forever = 2n ** 64n - 1n;
/** The last day that JavaScript's dates can name, in seconds. */
const lastDay = 8_640_000_000_000n;

/** The name of the algorithm that a certificate's name is made of, or nothing for a name of another kind. */
export function certifiedAlgorithm(name: string): string | undefined {
  const [, base = '', version = ''] = certificateName.exec(name) ?? [];
  const isSecurityKey = base.startsWith('sk-');
  const algorithm = isSecurityKey ? `${base}@openssh.com` : base;
  if (!(algorithm in keyParts)) return undefined;
  return version === '1' || algorithm === 'ssh-rsa' || algorithm === 'ssh-dss' ? algorithm : undefined;
}

/**
 * Takes the public key out of a certificate (OpenSSH's PROTOCOL.certkeys; version 0 ended with OpenSSH 7.0). A
 * signature of version 1 has to be the signer's; whether the signer is to be trusted is the servers' business.
 * Errors: `public-key-invalid`, `key-type-unsupported`.
 */
export function parseCertificate(blob: Buffer): CertifiedKey {
  const reader = new WireReader(blob);
  const name = reader.text();
  const algorithm = certifiedAlgorithm(name);
  if (algorithm === undefined) throw invalidKey('algorithm-mismatch');
  const version = name.includes('-cert-v00@') ? 0 : 1;
  if (version === 1) reader.string();
  const parts = Array.from({ length: keyParts[algorithm] ?? 0 }, () => wireString(reader.string()));
  const key = parsePublicKey(Buffer.concat([wireString(algorithm), ...parts]));
  if (version === 1) reader.uint64();
  const certificate = readTerms(reader, version);
  checkEnd(reader, blob, version);
  return { key, certificate };
}

function readTerms(reader: WireReader, version: 0 | 1): Certificate {
  const role = reader.uint32();
  if (role !== 1 && role !== 2) throw invalidKey('certificate');
  return {
    version,
    role: role === 1 ? 'user' : 'host',
    keyId: readName(reader),
    principals: readPrincipals(new WireReader(reader.string())),
    ...readValidity(reader),
  };
}

/** A C string in OpenSSH. */
function readName(reader: WireReader): string {
  const name = reader.string();
  if (name.includes(0)) throw invalidKey('certificate');
  return name.toString('utf8');
}

function readPrincipals(reader: WireReader): string[] {
  const principals: string[] = [];
  while (!reader.isAtEnd) {
    if (principals.length === maxPrincipals) throw invalidKey('certificate');
    principals.push(readName(reader));
  }
  return principals;
}

function readValidity(reader: WireReader): Pick<Certificate, 'validAfter' | 'validBefore'> {
  const after = reader.uint64();
  const before = reader.uint64();
  return {
    validAfter: after === 0n ? undefined : toDate(after),
    validBefore: before === forever ? undefined : toDate(before),
  };
}

function toDate(seconds: bigint): string {
  return new Date(Number(seconds < lastDay ? seconds : lastDay) * 1000).toISOString();
}

/**
 * Critical options, extensions (in version 0 the nonce), a reserved field, the certifying key and its signature, which
 * is over all that comes before it.
 */
function checkEnd(reader: WireReader, blob: Buffer, version: 0 | 1): void {
  checkPairs(new WireReader(reader.string()));
  const extensions = reader.string();
  if (version === 1) checkPairs(new WireReader(extensions));
  reader.string();
  const signer = reader.string();
  const signature = reader.string();
  reader.end();
  const signed = blob.subarray(0, blob.length - signature.length - 4);
  if (signer.length === 0 || signature.length === 0) throw invalidKey('certificate');
  if (version === 1 && !isSignedBy(signer, signed, signature)) throw invalidKey('certificate-signature');
}

function checkPairs(reader: WireReader): void {
  while (!reader.isAtEnd) {
    reader.string();
    reader.string();
  }
}

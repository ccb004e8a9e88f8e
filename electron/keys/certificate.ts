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
 * Takes the public key out of a certificate (OpenSSH's PROTOCOL.certkeys; version 0 ended with OpenSSH 7.0). Who
 * signed it is not checked: a key pair needs the key alone.
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
  readEnd(reader);
  return { key, certificate };
}

function readTerms(reader: WireReader, version: 0 | 1): Certificate {
  const role = reader.uint32();
  if (role !== 1 && role !== 2) throw invalidKey('certificate');
  return {
    version,
    role: role === 1 ? 'user' : 'host',
    keyId: reader.string().toString('utf8'),
    principals: readPrincipals(new WireReader(reader.string())),
    ...readValidity(reader),
  };
}

function readPrincipals(reader: WireReader): string[] {
  const principals: string[] = [];
  while (!reader.isAtEnd) {
    if (principals.length === maxPrincipals) throw invalidKey('certificate');
    principals.push(reader.string().toString('utf8'));
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
 * Critical options, extensions (in version 0 the nonce), a reserved field, the certifying key and its signature: they
 * have to be there, and nothing after them.
 */
function readEnd(reader: WireReader): void {
  for (let field = 0; field < 3; field++) reader.string();
  const signer = reader.string();
  const signature = reader.string();
  reader.end();
  if (signer.length === 0 || signature.length === 0) throw invalidKey('certificate');
}

import type { AppError, ErrorDetails } from '../../shared/ipc/result.ts';
import {
  maxListedKeys,
  type KeyFileHandle,
  type KeyFileSummary,
  type KeyInFileInfo,
  type KeyWeakness,
} from '../../shared/model/key-file.ts';
import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import type { KeyFileContent, KeyInFile } from '../keys/file/key-file.ts';

export interface Origin {
  readonly handle: KeyFileHandle;
  readonly fileName: string | null;
}

/** What the page is told of a key file that was read: nothing of a private key. */
export function summaryOf(origin: Origin, content: KeyFileContent): KeyFileSummary {
  if (content.kind === 'private') {
    const { key, protection, privateKeyPem } = content;
    const hasPrivateHalf = privateKeyPem !== undefined;
    return { ...origin, kind: 'private', key: toInfo(key), protection: protection ?? null, hasPrivateHalf };
  }
  const keys = content.keys.slice(0, maxListedKeys).map(toInfo);
  const unlisted = content.keys.length - keys.length;
  return { ...origin, kind: 'public', keys, unlisted, problems: content.problems.length };
}

/** Adds what further speaks against each key of a summary. */
export function withWeaknesses(
  summary: KeyFileSummary,
  further: (publicKey: PublicKeyInfo) => readonly KeyWeakness[],
): KeyFileSummary {
  const add = (key: KeyInFileInfo): KeyInFileInfo => {
    const weaknesses = [...new Set([...key.weaknesses, ...further(key.publicKey)])];
    return { ...key, weaknesses };
  };
  if (summary.kind === 'private') return { ...summary, key: add(summary.key) };
  return summary.kind === 'public' ? { ...summary, keys: summary.keys.map(add) } : summary;
}

/** What the page is told of a private key that can't be opened yet. */
export function lockedSummary(origin: Origin, { details }: AppError): KeyFileSummary {
  const [cipher, kdf] = [textOf(details, 'cipher'), textOf(details, 'kdf')];
  return {
    ...origin,
    kind: 'locked',
    format: textOf(details, 'format') ?? '',
    protection: cipher === null ? null : { cipher, kdf: kdf ?? '' },
    fingerprintSha256: textOf(details, 'fingerprint'),
  };
}

function textOf(details: ErrorDetails, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' ? value : null;
}

function toInfo({ publicKey, weaknesses, certificate }: KeyInFile): KeyInFileInfo {
  if (certificate === undefined) return { publicKey, weaknesses, certificate: null };
  const { role, keyId, principals, validAfter, validBefore } = certificate;
  const validity = { validAfter: validAfter ?? null, validBefore: validBefore ?? null };
  return { publicKey, weaknesses, certificate: { role, keyId, principals, ...validity } };
}

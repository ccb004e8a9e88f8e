import type { PublicKeyInfo } from '../../shared/model/key-pair.ts';
import { fingerprintMd5, fingerprintSha256 } from './fingerprint.ts';
import type { PublicKey } from './public-key.ts';

/** Old versions of sshd cut lines at 8 kB; no comment that people write comes near this. */
const maxCommentLength = 255;

/** Printable ASCII with single blanks in between, which most comments are. */
const harmless = /^(?=.{0,255}$)(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * One line of harmless text, at most 255 characters: whatever would end the line, steer a terminal or turn the
 * reading direction becomes a space. A newline left in would be a second line of authorized_keys.
 */
export function cleanComment(comment: string): string {
  if (harmless.test(comment)) return comment;
  const words = comment
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ')
    .trim();
  return words.slice(0, maxCommentLength).toWellFormed().trim();
}

/** One OpenSSH line, `algorithm base64 comment`, without a newline. */
export function publicLine(key: Pick<PublicKey, 'algorithm' | 'blob'>, comment: string): string {
  return joined(key.algorithm, key.blob.toString('base64'), cleanComment(comment));
}

function joined(algorithm: string, base64: string, comment: string): string {
  return comment === '' ? `${algorithm} ${base64}` : `${algorithm} ${base64} ${comment}`;
}

/** @param base64 the key's wire form, where it is at hand: thousands of keys are read at a time */
export function describePublicKey(
  key: PublicKey,
  comment: string,
  base64 = key.blob.toString('base64'),
): PublicKeyInfo {
  const cleaned = cleanComment(comment);
  return {
    type: key.type,
    algorithm: key.algorithm,
    bits: key.bits,
    fingerprintSha256: fingerprintSha256(key.blob),
    fingerprintMd5: fingerprintMd5(key.blob),
    comment: cleaned,
    line: joined(key.algorithm, base64, cleaned),
  };
}

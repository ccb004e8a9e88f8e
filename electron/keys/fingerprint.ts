import { hash } from 'node:crypto';

/**
 * `SHA256:` and unpadded Base64, as `ssh-keygen -l` prints it.
 * @param blob the key's wire form
 */
export function fingerprintSha256(blob: Buffer): string {
  // 32 bytes are 43 characters and one of padding.
  return `SHA256:${hash('sha256', blob, 'base64').slice(0, 43)}`;
}

/** @param publicLine algorithm, Base64, and perhaps a comment */
export function fingerprintOfLine(publicLine: string): string {
  return fingerprintSha256(Buffer.from(publicLine.split(' ', 2)[1] ?? '', 'base64'));
}

/**
 * `MD5:` and colon-separated hex, as `ssh-keygen -l -E md5` prints it. To compare with old tools, never to decide by.
 * @param blob the key's wire form
 */
export function fingerprintMd5(blob: Buffer): string {
  const hex = hash('md5', blob, 'hex');
  let fingerprint = `MD5:${hex.slice(0, 2)}`;
  for (let at = 2; at < hex.length; at += 2) fingerprint += `:${hex.slice(at, at + 2)}`;
  return fingerprint;
}

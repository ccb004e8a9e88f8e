import { createHash } from 'node:crypto';

/**
 * `SHA256:` and unpadded Base64, as `ssh-keygen -l` prints it.
 * @param blob the key's wire form
 */
export function fingerprintSha256(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/**
 * `MD5:` and colon-separated hex, as `ssh-keygen -l -E md5` prints it. To compare with old tools, never to decide by.
 * @param blob the key's wire form
 */
export function fingerprintMd5(blob: Buffer): string {
  const hex = createHash('md5').update(blob).digest('hex');
  return `MD5:${hex.replace(/..(?=.)/g, '$&:')}`;
}

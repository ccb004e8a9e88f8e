import { AppError } from '../../shared/ipc/result.ts';
import { armouredBlocks, decodeBase64, type ArmouredBlock } from './armour.ts';
import { derFormat } from './der-format.ts';
import { describeFound, parseKeyOrCertificate, type FoundKey } from './found-key.ts';
import { looseRfc4716 } from './loose-rfc4716.ts';
import { parsePkcs1PublicKey, parseSpki } from './pem-public-key.ts';
import type { OpensshLines } from './read-openssh-line.ts';
import { invalidKey } from './wire.ts';

/**
 * Each key of a text with blocks of PEM or RFC 4716, and what is wrong with the blocks that hold none.
 * Errors, where none holds a key: `public-key-invalid`, `key-type-unsupported`.
 */
export function readArmouredPublicKeys(text: string): OpensshLines {
  const blocks = armouredBlocks(text).filter(({ label }) => label.endsWith('PUBLIC KEY'));
  if (blocks.length > 1 || blocks[0]?.content !== undefined) return readBlocks(blocks);
  const loose = looseRfc4716(text);
  if (loose === undefined) throw invalidKey(blocks[0]?.isWhole === true ? 'base64' : 'truncated');
  return readBlocks([loose]);
}

function readBlocks(blocks: readonly ArmouredBlock[]): OpensshLines {
  const keys: FoundKey[] = [];
  const problems: AppError[] = [];
  for (const block of blocks) {
    try {
      keys.push(readBlock(block));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(error);
    }
  }
  if (keys.length === 0 && problems[0] !== undefined) throw problems[0];
  return { keys, problems };
}

/** A key of which only the Base64 is there: an OpenSSH line's or that of a block. */
export function readBarePublicKey(text: string): FoundKey {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw invalidKey('base64');
  return readBinaryPublicKey(bytes);
}

/** @param bytes DER, or the wire form. */
export function readBinaryPublicKey(bytes: Buffer): FoundKey {
  const format = derFormat(bytes);
  if (format === 'pkcs12') throw new AppError('key-type-unsupported', { format });
  if (format === 'x509') throw new AppError('key-type-unsupported', { format: 'x509-certificate' });
  if (format === 'spki') return describeFound({ key: parseSpki(bytes) }, '');
  if (format === 'pkcs1-public') return describeFound({ key: parsePkcs1PublicKey(bytes) }, '');
  return describeFound(parseKeyOrCertificate(bytes), '');
}

function readBlock({ label, headers, content, isPadded }: ArmouredBlock): FoundKey {
  if (content === undefined) throw invalidKey('base64');
  switch (label) {
    case 'SSH2 PUBLIC KEY':
      // ssh-keygen puts up with less here than OpenSSL does with PEM.
      if (!isPadded) throw invalidKey('base64');
      return describeFound(parseKeyOrCertificate(content), unquoted(headers.get('comment') ?? ''));
    case 'RSA PUBLIC KEY':
      // OpenSSL takes the other form under this label.
      return describeFound(
        { key: derFormat(content) === 'spki' ? parseSpki(content) : parsePkcs1PublicKey(content) },
        '',
      );
    case 'PUBLIC KEY':
      return describeFound({ key: parseSpki(content) }, '');
    default:
      throw new AppError('key-type-unsupported', { format: label.toLowerCase() });
  }
}

/** RFC 4716, 3.3.2: quotation marks around a comment are not part of it. */
function unquoted(comment: string): string {
  return /^"(.*)"$/s.exec(comment)?.[1] ?? comment;
}

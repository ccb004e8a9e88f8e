import { createHash, createHmac } from 'node:crypto';
import { invalidKey, joinAndWipe, wireString } from '../wire.ts';

/** The lines of a PuTTY private key file (PuTTY's manual, appendix C), decoded. */
export interface PpkFile {
  readonly version: 2 | 3;
  readonly algorithm: string;
  readonly encryption: string;
  /** In whatever encoding PuTTY ran in. */
  readonly comment: Buffer;
  readonly publicBlob: Buffer;
  /** Encrypted, or filled up to whole blocks all the same. */
  readonly privateBlob: Buffer;
  readonly mac: Buffer;
  /** `Key-Derivation` and the `Argon2-` lines, by their names in lower case. */
  readonly derivation: ReadonlyMap<string, string>;
}

const maxLines = 4096;

/** Errors: `public-key-invalid`. */
export function readPpkLines(bytes: Buffer): PpkFile {
  const lines = linesFromStart(bytes.toString('latin1'));
  const fields = readFields(lines);
  const field = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) throw invalidKey('structure');
    return value;
  };
  const version = fields.has('putty-user-key-file-3') ? 3 : 2;
  // PuTTY compares the text, and writes it in lower case.
  const mac = field('private-mac');
  if (mac !== mac.toLowerCase()) throw invalidKey('structure');
  return {
    version,
    algorithm: field(`putty-user-key-file-${version}`),
    encryption: field('encryption'),
    comment: Buffer.from(field('comment'), 'latin1'),
    publicBlob: Buffer.from(field('public-lines'), 'base64'),
    privateBlob: Buffer.from(field('private-lines'), 'base64'),
    mac: Buffer.from(mac, 'hex'),
    derivation: fields,
  };
}

/** Mail and notes put text before it, and empty lines between. */
function linesFromStart(text: string): readonly string[] {
  const start = /^(?:\u00EF\u00BB\u00BF)?[ \t]*PuTTY-User-Key-File-/m.exec(text);
  if (start === null) throw invalidKey('structure');
  const first = text.indexOf('PuTTY', start.index);
  const lines = text.slice(first).split(/\r\n|\r|\n/, maxLines);
  return lines.filter((line) => line.trim() !== '');
}

/** `Name: value`, in PuTTY's order; where the value is a number of lines, the lines themselves take its place. */
function readFields(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const names: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const [, name = '', value = ''] = /^([A-Za-z0-9-]{1,40}): ?(.*)$/.exec(lines[index] ?? '') ?? [];
    if (name === '') break;
    const count = /-Lines$/.test(name) ? lineCount(value) : 0;
    fields.set(name.toLowerCase(), count === 0 ? value : lines.slice(index + 1, index + 1 + count).join(''));
    names.push(name);
    index += count;
    if (name === 'Private-MAC') break;
  }
  checkOrder(names);
  return fields;
}

/** @param names of the headers */
function checkOrder(names: readonly string[]): void {
  if (names.slice(1, 4).join() !== 'Encryption,Comment,Public-Lines') throw invalidKey('structure');
}

function lineCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > maxLines) throw invalidKey('structure');
  return count;
}

/**
 * What `Private-MAC` has to be.
 * @param privateBlob decrypted, with what fills it up
 * @param macKey of version 3, empty where the file is not encrypted; or, of version 2, the passphrase
 */
export function ppkMac(
  file: Omit<PpkFile, 'mac' | 'derivation'>,
  privateBlob: Buffer,
  macKey: Buffer,
): Buffer {
  const { version, algorithm, encryption, comment, publicBlob } = file;
  const data = joinAndWipe([algorithm, encryption, comment, publicBlob, privateBlob].map(wireString));
  const hmac = version === 3 ? createHmac('sha256', macKey) : createHmac('sha1', version2Key(macKey));
  const mac = hmac.update(data).digest();
  data.fill(0);
  return mac;
}

function version2Key(passphrase: Buffer): Buffer {
  return createHash('sha1').update('putty-private-key-file-mac-key').update(passphrase).digest();
}

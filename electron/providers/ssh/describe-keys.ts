import { AppError } from '../../../shared/ipc/result.ts';
import type { AuthorizedKey } from '../../../shared/model/authorized-key.ts';
import { fingerprintSha256 } from '../../keys/fingerprint.ts';
import { comparableBlob, parsePublicKey } from '../../keys/public-key.ts';
import type { AuthorizedKeys } from '../provider.ts';
import { countOtherLines, digestOf, listKeyLines, type PlacedKeyLine } from './authorized-keys.ts';
import type { BoundKeys } from './bound-keys.ts';
import { restrictingOptions, type NamedKey } from './key-line.ts';
import type { ServerSettings } from './read-settings.ts';

/** Longer than what people write; what is longer is cut. */
const shownLength = 500;

/** The lines of an account's files, as people compare them. */
export async function describeKeys(
  keys: BoundKeys,
  settings: ServerSettings | null,
): Promise<AuthorizedKeys> {
  const files = await keys.read();
  const counts = files.map(({ content }) => countOtherLines(content));
  return {
    keys: files.flatMap(({ path, content }) => listKeyLines(content).map((line) => describeLine(path, line))),
    command: keysCommand(settings),
    authorities: sum(counts.map(({ authorities }) => authorities)),
    otherLines: sum(counts.map(({ otherLines }) => otherLines)),
  };
}

function describeLine(path: string, { lineNumber, bytes, line }: PlacedKeyLine): AuthorizedKey {
  return {
    path,
    line: lineNumber,
    digest: digestOf(bytes),
    type: line.algorithm,
    bits: bitsOf(line),
    sha256: fingerprintOf(line),
    comment: shown(line.comment),
    options: shown(line.options),
    restrictions: restrictingOptions(line).map(shown),
    publicKey: `${line.algorithm} ${line.base64}`,
  };
}

/** `SHA256:...` */
export function fingerprintOf({ base64 }: NamedKey): string {
  return fingerprintSha256(comparableBlob(Buffer.from(base64, 'base64')));
}

/** Null for a key that this build does not know, or that none is. */
function bitsOf({ base64 }: NamedKey): number | null {
  try {
    return parsePublicKey(Buffer.from(base64, 'base64')).bits;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Text of the server's own: bytes as the UTF-8 that they mostly are, on one line. */
function shown(latin1: string): string {
  return Buffer.from(latin1, 'latin1')
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, shownLength);
}

/** sshd_config(5): `none` when there is no program. */
function keysCommand(settings: ServerSettings | null): string | null {
  const command = settings?.user.get('authorizedkeyscommand') ?? 'none';
  return command === 'none' || command === '' ? null : shown(command);
}

import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts';
import type { Credential, PasswordCredential } from '../../ssh/target.ts';
import type { KeyPairMaterial, ServerTarget } from '../provider.ts';
import { publicBlobOf } from './accepted-keys.ts';
import type { Connection } from './connection.ts';
import { comparableBase64, type NamedKey } from './key-line.ts';
import { lasts } from './lasting-ways.ts';
import type { ServerSettings } from './read-settings.ts';
import type { Transaction } from './transaction.ts';

/** The way in by a key pair's private half; undefined when that is not on this computer. */
export function keyCredential({ privateKey }: KeyPairMaterial): Credential | undefined {
  return privateKey === null ? undefined : { kind: 'private-key', privateKey };
}

/** Root's password, when Latchkey logs on with it. */
export function rootPassword({ user, credentials }: ServerTarget): PasswordCredential | undefined {
  return user === 'root' ? credentials.find((each) => each.kind === 'password') : undefined;
}

/** Error: `proof-failed` when a fresh logon with this credential alone is refused. */
export async function mustOpen(connection: Connection, credential: Credential): Promise<void> {
  if (!(await connection.opensWith(credential))) throw new AppError('proof-failed');
}

/**
 * The first of the target's ways in, other than this key, that opens the server now, and when what waits in its
 * settings is in force. Error: `last-way-in`.
 */
export function otherWayIn(
  connection: Connection,
  settings: ServerSettings | null,
  key?: Credential,
): Promise<Credential> {
  return firstWayIn(connection, settings, (credential) => !isSame(credential, key));
}

/** The same without the key of a line, whose private half may be anywhere. Error: `last-way-in`. */
export function wayInWithout(
  connection: Connection,
  settings: ServerSettings | null,
  { base64 }: NamedKey,
): Promise<Credential> {
  const key = comparableBase64(base64);
  return firstWayIn(connection, settings, (credential) => publicKeyOf(credential) !== key);
}

async function firstWayIn(
  connection: Connection,
  settings: ServerSettings | null,
  counts: (credential: Credential) => boolean,
): Promise<Credential> {
  for (const credential of connection.target.credentials) {
    if (!counts(credential) || !lasts(credential, settings)) continue;
    if (await canOpen(connection, credential)) return credential;
  }
  throw new AppError('last-way-in');
}

/** In Base64; undefined where only a try can tell. */
function publicKeyOf(credential: Credential): string | undefined {
  const blob = publicBlobOf(credential);
  return blob && comparableBase64(blob.toString('base64'));
}

/** What a credential itself fails with: it is no way in, and the next one may be. */
const unusable: ReadonlySet<ErrorCode> = new Set([
  'agent-unavailable',
  'passphrase-required',
  'passphrase-wrong',
  'private-key-invalid',
]);

async function canOpen(connection: Connection, credential: Credential): Promise<boolean> {
  try {
    return await connection.opensWith(credential);
  } catch (error) {
    if (error instanceof AppError && unusable.has(error.code)) return false;
    throw error;
  }
}

/**
 * That the way in still opens after a key was removed. What an agent or another file offers may have been that very
 * key, which no comparison before could tell. Error: `last-way-in`.
 */
export async function mustStillOpen(connection: Connection, credential: Credential): Promise<void> {
  if (!(await connection.opensWith(credential))) throw new AppError('last-way-in');
}

/** That a key pair is off a server, where its private half is here to try it with. Error: `key-still-accepted`. */
export async function checkKeyRefused(
  connection: Connection,
  { step }: Pick<Transaction, 'step'>,
  key: Credential | undefined,
): Promise<void> {
  if (!key) return;
  await step('check-key-refused', async () => {
    if (await connection.opensWith(key)) throw new AppError('key-still-accepted');
  });
}

function isSame(credential: Credential, key: Credential | undefined): boolean {
  const isKey = credential.kind === 'private-key' && key?.kind === 'private-key';
  return isKey && credential.privateKey.trim() === key.privateKey.trim();
}

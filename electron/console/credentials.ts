import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { LogonInput, LogonSecrets } from '../../shared/model/logon-input.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Credential } from '../providers/provider.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { passphraseRef, passwordRef, privateKeyRef } from './secret-refs.ts';
import { readSmallFile } from './read-small-file.ts';

/** A private key file is a few kilobytes; more is not one, and is not read. */
const keyFileLimitBytes = 65536;

/**
 * The ways in for one action, the bound key pair first: once it is bound, a password may be closed.
 * Errors: `password-required`, `passphrase-required`, `file-not-readable`, and those of the keychain.
 */
export async function credentialsFor(
  server: Server,
  asked: LogonSecrets,
  secrets: KeptSecrets,
  hasPrivateKey: (id: KeyPairId) => boolean,
): Promise<Credential[]> {
  const { boundKeyPairId, logon } = server;
  const isSame = logon.kind === 'key-pair' && logon.keyPairId === boundKeyPairId;
  if (boundKeyPairId === null || isSame || !hasPrivateKey(boundKeyPairId)) {
    return [await configured(server, asked, secrets)];
  }
  const bound = await keyPairCredential(boundKeyPairId, secrets);
  const other = await configured(server, asked, secrets).catch((error: unknown) => {
    if (error instanceof AppError && isOptional(error)) return null;
    throw error;
  });
  return other ? [bound, other] : [bound];
}

/** With a bound key pair at hand, what was not asked for is no hindrance. */
function isOptional(error: AppError): boolean {
  return ['password-required', 'passphrase-required', 'file-not-readable'].includes(error.code);
}

async function configured(server: Server, asked: LogonSecrets, secrets: KeptSecrets): Promise<Credential> {
  const { logon } = server;
  switch (logon.kind) {
    case 'password':
      return { kind: 'password', password: await passwordOf(server, logon.storage, asked, secrets) };
    case 'key-pair':
      return keyPairCredential(logon.keyPairId, secrets);
    case 'key-file':
      return keyFileCredential(logon.path, await passphraseOf(server.id, logon.passphrase, asked, secrets));
    case 'agent':
      return { kind: 'agent' };
  }
}

async function passwordOf(
  { id, name }: Server,
  storage: 'keychain' | 'ask',
  asked: LogonSecrets,
  secrets: KeptSecrets,
): Promise<string> {
  if (asked.password !== undefined) return asked.password;
  if (storage === 'keychain') return secrets.read(passwordRef(id));
  throw new AppError('password-required', { serverId: id, server: name });
}

async function passphraseOf(
  id: ServerId,
  storage: 'none' | 'keychain' | 'ask',
  asked: LogonSecrets,
  secrets: KeptSecrets,
): Promise<string | undefined> {
  if (storage === 'none') return undefined;
  return storage === 'keychain' ? secrets.read(passphraseRef(id)) : asked.passphrase;
}

async function keyPairCredential(id: KeyPairId, secrets: KeptSecrets): Promise<Credential> {
  return { kind: 'private-key', privateKey: await secrets.read(privateKeyRef(id)) };
}

async function keyFileCredential(path: string, passphrase: string | undefined): Promise<Credential> {
  const bytes = await readSmallFile(path, keyFileLimitBytes);
  const privateKey = bytes.toString('utf8');
  bytes.fill(0);
  return { kind: 'private-key', privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
}

/** The one way in that the user has just entered, for a server that is not saved yet. */
export async function enteredCredential(input: LogonInput, secrets: KeptSecrets): Promise<Credential> {
  switch (input.kind) {
    case 'password':
      return { kind: 'password', password: input.password };
    case 'key-pair':
      return keyPairCredential(input.keyPairId, secrets);
    case 'key-file':
      return keyFileCredential(input.path, input.passphrase);
    case 'agent':
      return { kind: 'agent' };
  }
}

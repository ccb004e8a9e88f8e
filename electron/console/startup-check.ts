import { dirname } from 'node:path';
import type { AppNotice } from '../../shared/model/app-status.ts';
import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import type { SecretRef } from '../keychain/key-vault.ts';
import type { Store } from '../store/store.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { keyPairRefs, originalPassphraseRef, privateKeyRef } from './secret-refs.ts';
import { removeUnfinishedKeyFiles } from './private-key-file.ts';

/**
 * Finishes or reports what the last run left: interrupted jobs, half deletions, orphans, missing private keys. What was
 * left on servers is ended in the background, by `resume`, whose notices tell of it.
 */
export async function checkAtStart(
  store: Store,
  secrets: KeptSecrets,
  downloadsFolder: string,
  watches: readonly { start(): void }[],
): Promise<AppNotice[]> {
  const notices: AppNotice[] = [];
  store.jobs.interruptRunning(Date.now());
  for (const watch of watches) watch.start();
  for (const folder of foldersWithLeftFiles(store, downloadsFolder)) await removeUnfinishedKeyFiles(folder);
  try {
    await finishDeletions(store, secrets);
    const removed = await secrets.sweep();
    if (removed > 0) notices.push(notice('orphans-removed', []));
    const missing = await findMissing(store, secrets);
    if (missing.length > 0) notices.push(notice('private-keys-missing', missing));
    const without = await forgetMissingPassphrases(store, secrets);
    if (without.length > 0) notices.push(notice('passphrases-missing', without));
  } catch (error) {
    notices.push(keychainNotice(error));
  }
  return notices;
}

/**
 * Where a creation may have been cut off before its file was in place, ahead of its commit or behind it, or a download.
 * No other folder is looked into: there are systems that ask the user first.
 */
function foldersWithLeftFiles({ keychainIntents, keyPairs }: Store, downloadsFolder: string): Set<string> {
  const unsaved = keyPairs.listRecords().filter(({ download }) => download === 'available');
  const isCreationCutOff =
    keychainIntents.list().some(({ kind }) => kind === 'private-key') ||
    unsaved.some(({ origin }) => origin === 'generated');
  const chosen = unsaved.flatMap(({ id }) => keyPairs.savedPath(id) ?? []);
  return new Set([...(isCreationCutOff ? [downloadsFolder] : []), ...chosen.map((path) => dirname(path))]);
}

async function finishDeletions(store: Store, secrets: KeptSecrets): Promise<void> {
  for (const record of store.keyPairs.listRecords()) {
    const { id, regionId, deleting } = record;
    if (!deleting) continue;
    // An action that was under way at the same time may have bound it since: then it stays.
    if (store.servers.list(regionId).some((server) => needs(server, id))) {
      store.keyPairs.setDeleting(id, false);
      continue;
    }
    for (const ref of keyPairRefs(record)) await secrets.remove(ref);
    store.keyPairs.delete(id);
  }
}

function needs({ boundKeyPairId, logon }: Server, id: KeyPairId): boolean {
  return boundKeyPairId === id || (logon.kind === 'key-pair' && logon.keyPairId === id);
}

/** Names of key pairs whose private key should be in the keychain and is not. */
async function findMissing(store: Store, secrets: KeptSecrets): Promise<string[]> {
  const missing: string[] = [];
  for (const { id, name, privateKey } of store.keyPairs.listRecords()) {
    if (privateKey === 'keychain' && !(await isThere(secrets, privateKeyRef(id)))) missing.push(name);
  }
  return missing;
}

/** Names of key pairs whose kept passphrase is gone: from now on none is offered for their download. */
async function forgetMissingPassphrases(store: Store, secrets: KeptSecrets): Promise<string[]> {
  const without: string[] = [];
  for (const { id, name, isPassphraseKept } of store.keyPairs.listRecords()) {
    if (isPassphraseKept !== true || (await isThere(secrets, originalPassphraseRef(id)))) continue;
    await secrets.commitThenDiscard([originalPassphraseRef(id)], () =>
      store.keyPairs.setPassphraseKept(id, false),
    );
    without.push(name);
  }
  return without;
}

/** A damaged entry is as good as none, and says nothing about the others. */
async function isThere(secrets: KeptSecrets, ref: SecretRef): Promise<boolean> {
  try {
    return await secrets.has(ref);
  } catch (error) {
    if (error instanceof AppError && error.code === 'keychain-entry-damaged') return false;
    throw error;
  }
}

function keychainNotice(error: unknown): AppNotice {
  if (!(error instanceof AppError)) throw error;
  return notice(keychainNotices[error.code] ?? 'keychain-failing', []);
}

const keychainNotices: Readonly<Partial<Record<ErrorCode, AppNotice['code']>>> = {
  'keychain-locked': 'keychain-locked',
  'keychain-absent': 'keychain-absent',
  'keychain-timeout': 'keychain-slow',
};

function notice(code: AppNotice['code'], names: readonly string[]): AppNotice {
  return { code, names, path: null, backupFrom: null };
}

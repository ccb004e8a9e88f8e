import type { AppNotice } from '../../shared/model/app-status.ts';
import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Store } from '../store/store.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { privateKeyRef } from './kept-secrets.ts';

/**
 * Finishes or reports what the last run left: interrupted jobs, half deletions, orphans, missing private keys. What was
 * left on servers is ended in the background, by \`resume\`, whose notices tell of it.
 */
export async function checkAtStart(
  store: Store,
  secrets: KeptSecrets,
  watches: readonly { start(): void }[],
): Promise<AppNotice[]> {
  const notices: AppNotice[] = [];
  store.jobs.interruptRunning(Date.now());
  for (const watch of watches) watch.start();
  try {
    await finishDeletions(store, secrets);
    const removed = await secrets.sweep();
    if (removed > 0) notices.push(notice('orphans-removed', []));
    const missing = await findMissing(store, secrets);
    if (missing.length > 0) notices.push(notice('private-keys-missing', missing));
  } catch (error) {
    notices.push(keychainNotice(error));
  }
  return notices;
}

async function finishDeletions(store: Store, secrets: KeptSecrets): Promise<void> {
  for (const { id, regionId, deleting, privateKey } of store.keyPairs.listRecords()) {
    if (!deleting) continue;
    // An action that was under way at the same time may have bound it since: then it stays.
    if (store.servers.list(regionId).some((server) => needs(server, id))) {
      store.keyPairs.setDeleting(id, false);
      continue;
    }
    if (privateKey === 'keychain') await secrets.remove(privateKeyRef(id));
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
    if (privateKey === 'keychain' && !(await isThere(secrets, id))) missing.push(name);
  }
  return missing;
}

/** A damaged entry is as good as none, and says nothing about the others. */
async function isThere(secrets: KeptSecrets, id: KeyPairId): Promise<boolean> {
  try {
    return await secrets.has(privateKeyRef(id));
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

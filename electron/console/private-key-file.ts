import { lstat, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import {
  keyFileBaseName,
  type PrivateKeyFileChoice,
  type PrivateKeyForm,
} from '../../shared/model/private-key-file.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readSmallFile } from './read-small-file.ts';
import { leftoversIn, stageFile, type StagedFile } from './save-file.ts';
import { makeOwnersAlone } from './windows-acl.ts';

/** OpenSSH's own files have no extension; the public half stands beside them as `<name>.pub`. */
const extensions: Readonly<Record<PrivateKeyForm, string>> = { pem: '.pem', openssh: '', ppk: '.ppk' };

export function keyFileName(name: string, form: PrivateKeyForm): string {
  return `${keyFileBaseName(name)}${extensions[form]}`;
}

export function publicKeyFileName(name: string): string {
  return `${keyFileBaseName(name)}.pub`;
}

/** The text of the file that was asked for. `pem` is what is kept, as it is. */
export async function keyFileText(
  keyFiles: KeyFiles,
  kept: string,
  comment: string,
  choice: PrivateKeyFileChoice,
): Promise<string> {
  if (choice.form === 'pem') return kept;
  const { form, passphrase } = choice;
  return keyFiles.write(kept, { form, passphrase, comment });
}

/**
 * Saves a private key so that its owner alone can read it, whole or not at all.
 * Errors: `disk-full`, `download-folder-not-writable`, `file-not-protected`.
 */
export async function savePrivateKeyFile(path: string, text: string, replace: boolean): Promise<string> {
  return (await stagePrivateKeyFile(path, text, replace)).place();
}

/** The first half of `savePrivateKeyFile`; errors are the same in both. */
export async function stagePrivateKeyFile(path: string, text: string, replace: boolean): Promise<StagedFile> {
  const protect = process.platform === 'win32' ? { protect: makeOwnersAlone } : {};
  const staging = stageFile(path, text, { mode: 0o600, replace, ...protect });
  const { place, discard } = await staging.catch((error: unknown) => orDownloadFolder(error, path));
  return { place: () => place().catch((error: unknown) => orDownloadFolder(error, path)), discard };
}

/** Removes private keys that creations which were killed have left in a folder, under no name that anybody knows. */
export async function removeUnfinishedKeyFiles(folder: string): Promise<void> {
  for (const path of await leftoversIn(folder, () => true)) {
    if (await isOwnersKey(path)) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** What begins as all files do that are written here, or is still empty, and is nobody else's to read. */
async function isOwnersKey(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path);
    const isOwners = process.platform === 'win32' || (stats.mode & 0o77) === 0;
    if (!stats.isFile() || !isOwners) return false;
    const start = (await readSmallFile(path, 64)).toString('latin1');
    return start === '' || /^(?:-----BEGIN [A-Z ]*PRIVATE KEY-----|PuTTY-User-Key-File-\d)/.test(start);
  } catch {
    return false;
  }
}

function orDownloadFolder(error: unknown, path: string): never {
  if (!(error instanceof AppError) || error.code !== 'file-not-writable') throw error;
  throw new AppError('download-folder-not-writable', { folder: dirname(path) }, { cause: error });
}

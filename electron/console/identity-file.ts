import { AppError } from '../../shared/ipc/result.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readConfigFile } from '../ssh-config/config-file.ts';

export interface IdentityFile {
  readonly path: string;
  readonly isEncrypted: boolean;
}

/** Looks at private key files; at each of them once. */
export class IdentityFiles {
  readonly #keyFiles: KeyFiles;
  readonly #seen = new Map<string, Promise<IdentityFile | undefined>>();

  constructor(keyFiles: KeyFiles) {
    this.#keyFiles = keyFiles;
  }

  /** The first of them that is a private key, as ssh takes it. */
  async firstOf(paths: readonly string[]): Promise<IdentityFile | undefined> {
    for (const path of paths) {
      const file = await this.#look(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #look(path: string): Promise<IdentityFile | undefined> {
    const seen = this.#seen.get(path) ?? lookAt(path, this.#keyFiles);
    this.#seen.set(path, seen);
    return seen;
  }
}

async function lookAt(path: string, keyFiles: KeyFiles): Promise<IdentityFile | undefined> {
  try {
    const bytes = await readConfigFile(path);
    if (bytes === undefined) return undefined;
    const { kind } = await keyFiles.read(bytes);
    return kind === 'private' ? { path, isEncrypted: false } : undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'passphrase-required' ? { path, isEncrypted: true } : undefined;
  }
}

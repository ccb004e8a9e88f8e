import { AppError } from '../../shared/ipc/result.ts';
import { readKeyFile } from '../keys/read-key-file.ts';
import { readConfigFile } from '../ssh-config/config-file.ts';

export interface IdentityFile {
  readonly path: string;
  readonly isEncrypted: boolean;
}

/** Looks at private key files; at each of them once. */
export class IdentityFiles {
  readonly #seen = new Map<string, Promise<IdentityFile | undefined>>();

  /** The first of them that is a private key, as ssh takes it. */
  async firstOf(paths: readonly string[]): Promise<IdentityFile | undefined> {
    for (const path of paths) {
      const file = await this.#look(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #look(path: string): Promise<IdentityFile | undefined> {
    const seen = this.#seen.get(path) ?? lookAt(path);
    this.#seen.set(path, seen);
    return seen;
  }
}

async function lookAt(path: string): Promise<IdentityFile | undefined> {
  try {
    const bytes = await readConfigFile(path);
    if (bytes === undefined) return undefined;
    const { kind } = await readKeyFile(bytes);
    return kind === 'private' ? { path, isEncrypted: false } : undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'passphrase-required' ? { path, isEncrypted: true } : undefined;
  }
}

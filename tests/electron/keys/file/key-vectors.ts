import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'tests/vectors';

/** A key file of `tests/vectors/keys`. */
export interface KeyVector {
  /** Inside of `keys`. */
  readonly path: string;
  readonly content: Buffer;
  readonly passphrase: string | undefined;
}

const passphrases = new Map(
  readFileSync(join(folder, 'passphrases.txt'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t') as [string, string]),
);

export const keyVectors: readonly KeyVector[] = readdirSync(join(folder, 'keys'), {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(`${folder}/keys/`.length);
    return { path, content: readFileSync(file), passphrase: passphrases.get(`keys/${path}`) };
  });

export function keyVector(path: string): KeyVector {
  const vector = keyVectors.find((one) => one.path === path);
  if (vector === undefined) throw new Error(`no vector ${path}`);
  return vector;
}

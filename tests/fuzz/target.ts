import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that reads or edits what strangers wrote. */
export interface FuzzTarget {
  readonly seeds: readonly Buffer[];
  /** What means something to it. */
  readonly words: readonly string[];
  /** Throws where it finds something wrong; expected errors are nothing wrong. */
  readonly run: (input: Buffer) => void | Promise<void>;
}

const maxSeedLength = 4096;

/** The vectors in these folders, but for long ones, which take long. */
export function vectorSeeds(...folders: readonly string[]): readonly Buffer[] {
  const root = join(import.meta.dirname, '..', 'vectors', 'keys');
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => readFileSync(join(root, folder, name))),
    )
    .filter(({ length }) => length <= maxSeedLength);
}

/** Throws with what should have held, which says nothing of the input. */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

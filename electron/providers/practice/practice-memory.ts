import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Where the sample machines' states outlast the application. */
export interface PracticeMemory {
  /** Undefined when there is nothing yet. */
  read(): string | undefined;
  write(text: string): void;
}

/** Keeps them in a file of their own: nothing in it is secret, and losing it costs nothing but practice. */
export function practiceFile(path: string): PracticeMemory {
  return {
    read: () => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    write: (text) => {
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

/**
 * Files that were read together with the settings, so that nothing has to be asked a second time. Each is handed out
 * once: whoever has changed a file since reads it anew. That somebody else has changed it shows when it is replaced,
 * which is only done to the very content that was read.
 */
export class ReadAhead {
  readonly #outputs = new Map<string, Buffer>();

  /** @param read for each file what `readFileScript` has printed, and its exit code */
  constructor(files: readonly string[] = [], read: readonly Buffer[] = []) {
    for (const [index, path] of files.entries()) {
      const [output, code] = read.slice(2 * index, 2 * index + 2);
      if (output && code?.toString().trim() === '0') this.#outputs.set(path, output);
    }
  }

  /** What `readFileScript` has printed; undefined where it has to be run. */
  take(path: string): Buffer | undefined {
    const output = this.#outputs.get(path);
    this.#outputs.delete(path);
    return output;
  }
}

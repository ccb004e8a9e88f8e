/** As much of a profile's noise as is kept: enough for sudo's messages. */
const keptNoise = 4096;

/** One output of a script: what is between the line that begins it and the one that ends it, with its exit code. */
export class ProgramOutput {
  readonly #beginnings: Buffer[];
  readonly #end: Buffer;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #length: number | undefined;
  /** What may be the beginning of the end. */
  #tail: Buffer = Buffer.alloc(0);
  /** The end of what came before the next beginning: of profiles, of sudo. */
  noise: Buffer = Buffer.alloc(0);
  /** What the end says that the exit code is. */
  code: string | undefined;

  /** @param openings lines that come before the mark's */
  constructor(mark: string, openings: readonly string[] = []) {
    this.#beginnings = [...openings, mark].map((line) => Buffer.from(`\n${line}\n`));
    this.#end = Buffer.from(`\n${mark} `);
  }

  /** How many of the lines before its content are still to come. */
  get missing(): number {
    return this.#beginnings.length;
  }

  push(chunk: Buffer): void {
    let bytes = chunk;
    for (let [next] = this.#beginnings; next !== undefined; [next] = this.#beginnings) {
      bytes = Buffer.concat([this.noise, bytes]);
      const at = bytes.indexOf(next);
      this.noise = at === -1 ? bytes.subarray(-keptNoise) : Buffer.alloc(0);
      if (at === -1) return;
      this.#beginnings.shift();
      bytes = bytes.subarray(at + next.length);
    }
    if (this.code === undefined) this.#take(bytes);
  }

  #take(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#size += bytes.length;
    const seen = Buffer.concat([this.#tail, bytes]);
    const at = seen.indexOf(this.#end);
    const codeAt = at + this.#end.length;
    const lineEnd = at === -1 ? -1 : seen.indexOf('\n', codeAt);
    this.#tail = seen.subarray(at === -1 ? -this.#end.length : at);
    if (lineEnd === -1) return;
    this.code = seen.toString('latin1', codeAt, lineEnd);
    this.#length = this.#size - (seen.length - at);
  }

  /** Whether the noise has this text; drops everything up to its end, so that each one is found once. */
  takeFromNoise(text: string): boolean {
    const at = this.noise.indexOf(text);
    if (at !== -1) this.noise = this.noise.subarray(at + text.length);
    return at !== -1;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks).subarray(0, this.#length);
  }
}

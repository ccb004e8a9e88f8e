/** As much of a profile's noise as is kept: enough for sudo's messages. */
const keptNoise = 4096;

/** One output of a program, from its greeting on. What comes before is noise: of profiles, of sudo. */
export class ProgramOutput {
  readonly #greeting: Buffer;
  readonly #chunks: Buffer[] = [];
  /** The end of what came before the greeting. */
  noise: Buffer = Buffer.alloc(0);
  greeted = false;

  constructor(greeting: string) {
    this.#greeting = Buffer.from(`\n${greeting}\n`);
  }

  push(chunk: Buffer): void {
    if (this.greeted) {
      this.#chunks.push(chunk);
      return;
    }
    const bytes = Buffer.concat([this.noise, chunk]);
    const at = bytes.indexOf(this.#greeting);
    this.greeted = at !== -1;
    if (this.greeted) this.#chunks.push(bytes.subarray(at + this.#greeting.length));
    this.noise = (this.greeted ? bytes.subarray(0, at) : bytes).subarray(-keptNoise);
  }

  /** Whether the noise has this text; drops everything up to its end, so that each one is found once. */
  takeFromNoise(text: string): boolean {
    const at = this.noise.indexOf(text);
    if (at !== -1) this.noise = this.noise.subarray(at + text.length);
    return at !== -1;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

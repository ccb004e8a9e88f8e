export interface Step {
  readonly name: string;
  readonly ok: boolean;
  /** Milliseconds. */
  readonly ms: number;
}

/** Runs steps one after another, prints a line for each, and stops at none: what failed is counted. */
export class StepReport {
  readonly steps: Step[] = [];
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  get failed(): number {
    return this.steps.filter(({ ok }) => !ok).length;
  }

  /** What the step comes to; undefined when it failed. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const start = performance.now();
    let result: T | undefined;
    let failure: Error | undefined;
    try {
      result = await work();
    } catch (error) {
      failure = error instanceof Error ? error : new Error('failed', { cause: error });
    }
    const step = { name, ok: failure === undefined, ms: Math.round(performance.now() - start) };
    this.steps.push(step);
    this.#print(`${step.ok ? 'ok  ' : 'FAIL'} ${String(step.ms).padStart(6)} ms  ${name}`);
    if (failure) this.#print(failure.stack ?? failure.message);
    return result;
  }
}

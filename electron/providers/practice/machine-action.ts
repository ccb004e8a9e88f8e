import { AppError } from '../../../shared/ipc/result.ts';
import type { JobStep } from '../../../shared/model/job.ts';
import type { Effect } from '../../../shared/model/server.ts';
import type { ActionContext, KeyPairMaterial, Outcome } from '../provider.ts';
import { keyBlob } from './key-line.ts';
import type { MachineState } from './machine-state.ts';
import type { PracticeMachines } from './machines.ts';

const stepMs = 350;
/** What a small virtual machine takes to be back. */
const restartMs = 4000;

export interface Pace {
  /** Rejects when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** One action on one machine, at the pace of a real one. */
export class MachineAction {
  readonly #host: string;
  readonly #machines: PracticeMachines;
  readonly #pace: Pace;
  readonly #context: ActionContext;

  constructor(host: string, machines: PracticeMachines, pace: Pace, context: ActionContext) {
    machines.sample(host);
    this.#host = host;
    this.#machines = machines;
    this.#pace = pace;
    this.#context = context;
  }

  /** Takes these steps; each needs the machine to answer. */
  async step(...steps: readonly JobStep[]): Promise<void> {
    for (const step of steps) {
      this.#context.onStep(step);
      await this.pause();
      this.#machines.requireAnswer(this.#host);
    }
  }

  async pause(ms: number = stepMs): Promise<void> {
    const { signal } = this.#context;
    try {
      await this.#pace.sleep(ms, signal);
    } catch (error) {
      const isTimeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
      throw new AppError(isTimeout ? 'server-timeout' : 'cancelled', { host: this.#host }, { cause: error });
    }
  }

  /** The connection to an unreliable machine is lost every other time, before anything is changed. */
  mayFail(): void {
    const { isUnreliable } = this.#machines.sample(this.#host);
    if (isUnreliable !== true) return;
    const { failsNext } = this.#machines.state(this.#host);
    this.change({ failsNext: !failsNext });
    if (failsNext) throw new AppError('server-connection-lost', { host: this.#host, rolledBack: true });
  }

  change(change: Partial<MachineState>): void {
    this.#machines.update(this.#host, change);
  }

  /** Of the line that is about to be removed. */
  tellKey(sha256: string): void {
    this.#context.onKey?.(sha256);
  }

  hasKey({ publicLine }: KeyPairMaterial): boolean {
    const { keyLine } = this.#machines.state(this.#host);
    return keyLine !== null && keyBlob(keyLine) === keyBlob(publicLine);
  }

  /** Every key on the machine, the bound one first. */
  get keyLines(): readonly string[] {
    const { keyLine, moreKeyLines = [] } = this.#machines.state(this.#host);
    return keyLine === null ? moreKeyLines : [keyLine, ...moreKeyLines];
  }

  /** The first one is bound from now on. */
  set keyLines(lines: readonly string[]) {
    this.change({ keyLine: lines[0] ?? null, moreKeyLines: lines.slice(1) });
  }

  requireKey(keyPair: KeyPairMaterial): void {
    if (!this.hasKey(keyPair)) throw new AppError('proof-failed', { host: this.#host });
  }

  /** Every key but these. */
  linesWithout(...keyPairs: readonly KeyPairMaterial[]): readonly string[] {
    const keys = keyPairs.map(({ publicLine }) => keyBlob(publicLine));
    return this.keyLines.filter((line) => !keys.includes(keyBlob(line)));
  }

  /** Whether a password opens the machine now, and still does after its next restart. */
  get keepsPassword(): boolean {
    return this.outcome().passwordLogon === 'enabled' && this.willAllowPassword;
  }

  get willAllowPassword(): boolean {
    const { passwordLogon, nextPasswordLogon } = this.#machines.state(this.#host);
    return (nextPasswordLogon ?? passwordLogon) === 'enabled';
  }

  /** Restarts now, or leaves what was changed for the next restart. */
  async effect(effect: Effect): Promise<Outcome> {
    if (effect === 'restart') await this.#restart();
    return { ...this.outcome(), pending: effect === 'postpone' };
  }

  /** What holds now. */
  outcome(): Outcome {
    const { passwordLogon, nextPasswordLogon } = this.#machines.state(this.#host);
    return { passwordLogon, proven: null, pending: nextPasswordLogon !== null };
  }

  async #restart(): Promise<void> {
    this.#context.onStep('restart');
    await this.pause();
    this.#context.onStep('wait-for-server');
    await this.pause(restartMs);
    const { passwordLogon, nextPasswordLogon } = this.#machines.state(this.#host);
    this.change({ passwordLogon: nextPasswordLogon ?? passwordLogon, nextPasswordLogon: null });
  }
}

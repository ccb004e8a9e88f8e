import { AppError } from '../../../shared/ipc/result.ts';
import { freshStates, MachineStates, type MachineState } from './machine-state.ts';
import type { PracticeMemory } from './practice-memory.ts';
import { sampleMachines, type SampleMachine } from './sample-machines.ts';

/** How long it takes until somebody starts a stopped machine that is being waited for. */
const startedAfterMs = 45_000;

/** The sample machines, and what was done to them so far. */
export class PracticeMachines {
  readonly #memory: PracticeMemory;
  readonly #now: () => number;
  #states: MachineStates | undefined;

  constructor(memory: PracticeMemory, now: () => number) {
    this.#memory = memory;
    this.#now = now;
  }

  /** Every machine as it was at first. */
  reset(): void {
    this.#write(freshStates(this.#now()));
  }

  sample(host: string): SampleMachine {
    const sample = sampleMachines.find((machine) => machine.host === host);
    if (!sample) throw new AppError('server-unreachable', { host });
    return sample;
  }

  state(host: string): MachineState {
    const state = this.#all()[host];
    if (!state) throw new AppError('server-unreachable', { host });
    return state;
  }

  update(host: string, change: Partial<MachineState>): void {
    this.#write({ ...this.#all(), [host]: { ...this.state(host), ...change } });
  }

  status(host: string): 'running' | 'starting' | 'stopped' {
    const { answersFrom } = this.state(host);
    if (answersFrom === null) return 'stopped';
    if (answersFrom <= this.#now()) return 'running';
    return this.sample(host).status === 'stopped' ? 'stopped' : 'starting';
  }

  /** Refuses while the machine does not answer. Somebody starts a stopped one a while after the first try. */
  requireAnswer(host: string): void {
    if (this.status(host) === 'running') return;
    if (this.state(host).answersFrom === null) {
      this.update(host, { answersFrom: this.#now() + startedAfterMs });
    }
    throw new AppError('server-unreachable', { host });
  }

  #all(): MachineStates {
    this.#states ??= this.#read() ?? freshStates(this.#now());
    return this.#states;
  }

  #read(): MachineStates | undefined {
    try {
      return MachineStates.parse(JSON.parse(this.#memory.read() ?? ''));
    } catch {
      return undefined;
    }
  }

  #write(states: MachineStates): void {
    this.#states = states;
    this.#memory.write(JSON.stringify(states));
  }
}

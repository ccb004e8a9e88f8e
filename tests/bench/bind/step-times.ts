import type { ActionContext, ServerProvider } from '../../../electron/providers/provider.ts';

interface Row {
  readonly step: string;
  /** Of all servers' time together, with those that were worked on at the same time. */
  readonly share: string;
  readonly 'ms a server': number;
}

/** What binds spend their time on, by their steps. */
export class StepTimes {
  readonly #spent = new Map<string, number>();
  #binds = 0;

  /** The same provider, with its binds watched. */
  watch<P extends ServerProvider>(provider: P): P {
    const bind: ServerProvider['bind'] = async (target, change, context) => {
      const end = this.#begin(context);
      try {
        return await provider.bind(target, change, end.context);
      } finally {
        end.last();
      }
    };
    return { ...provider, bind };
  }

  #begin(context: ActionContext): { readonly context: ActionContext; readonly last: () => void } {
    this.#binds += 1;
    let step = 'begin';
    let since = performance.now();
    const next = (name: string): void => {
      const now = performance.now();
      this.#spent.set(step, (this.#spent.get(step) ?? 0) + now - since);
      [step, since] = [name, now];
    };
    const onStep: ActionContext['onStep'] = (name) => {
      next(name);
      context.onStep(name);
    };
    return { context: { ...context, onStep }, last: () => next('end') };
  }

  rows(): readonly Row[] {
    const total = [...this.#spent.values()].reduce((sum, ms) => sum + ms, 0);
    return [...this.#spent]
      .filter(([step]) => step !== 'begin')
      .map(([step, ms]) => ({
        step,
        share: `${((100 * ms) / total).toFixed(1)} %`,
        'ms a server': Math.round(ms / this.#binds),
      }));
  }
}

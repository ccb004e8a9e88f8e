import type { ServerProvider } from '../../electron/providers/provider.ts';
import { createSshProvider } from '../../electron/providers/ssh/ssh-provider.ts';
import { openSession } from '../../electron/ssh/open-session.ts';
import { proveLogon } from '../../electron/ssh/prove-logon.ts';
import { readHostKey } from '../../electron/ssh/read-host-key.ts';
import type { SshSession } from '../../electron/ssh/session.ts';
import type { JobStep } from '../../shared/model/job.ts';
import type { Moment } from './fault-case.ts';

/** Knows which request of which step is next, and stops at one moment. */
export class Gate {
  readonly #moment: Moment | null;
  readonly #onStop: () => void;
  readonly #go = Promise.withResolvers<undefined>();
  readonly #counts = new Map<JobStep, number>();
  #step: JobStep | undefined;
  #requests = 0;

  constructor(moment: Moment | null, onStop: () => void) {
    this.#moment = moment;
    this.#onStop = onStop;
  }

  open(): void {
    this.#go.resolve(undefined);
  }

  onStep(step: JobStep): void {
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.#step = step;
    this.#requests = 0;
  }

  /** Sends a request, when it is allowed to. */
  async pass<T>(send: () => Promise<T>): Promise<T> {
    this.#requests += 1;
    if (!this.#isHere()) return send();
    if (this.#moment?.when === 'before') {
      this.#onStop();
      await this.#go.promise;
      return send();
    }
    const answer = send();
    this.#onStop();
    return answer;
  }

  #isHere(): boolean {
    const { step, nth, request } = this.#moment ?? {};
    return this.#step === step && this.#counts.get(step as JobStep) === nth && this.#requests === request;
  }
}

/**
 * The product's provider, whose every request to the server goes through the gate.
 * @param isFailing its logons fail once the new configuration is in force
 */
export function gatedProvider(gate: Gate, isFailing: boolean): ServerProvider {
  let hasReloaded = false;
  const provider = createSshProvider({
    openSession: async (...args) => throughGate(gate, await gate.pass(() => openSession(...args))),
    proveLogon: (...args) =>
      isFailing && hasReloaded ? Promise.resolve(false) : gate.pass(() => proveLogon(...args)),
    readHostKey: (...args) => gate.pass(() => readHostKey(...args)),
    restartPollMs: 100,
  });
  const watched = <Context extends { readonly onStep: (step: JobStep) => void }>(
    context: Context,
  ): Context => ({
    ...context,
    onStep: (step: JobStep) => {
      gate.onStep(step);
      hasReloaded ||= step === 'reload';
      context.onStep(step);
    },
  });
  return {
    ...provider,
    bind: (target, change, context) => provider.bind(target, change, watched(context)),
    unbind: (target, change, context) => provider.unbind(target, change, watched(context)),
    enablePasswordLogon: (target, change, context) =>
      provider.enablePasswordLogon(target, change, watched(context)),
  };
}

function throughGate(gate: Gate, session: SshSession): SshSession {
  return {
    hostKey: session.hostKey,
    clientAddress: session.clientAddress,
    serverSoftware: session.serverSoftware,
    account: session.account,
    run: (script, options) => gate.pass(() => session.run(script, options)),
    close: () => session.close(),
  };
}

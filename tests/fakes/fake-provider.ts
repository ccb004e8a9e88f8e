import { AppError, type ErrorCode, type ErrorDetails } from '../../shared/ipc/result.ts';
import type { AuthorizedKeyRef } from '../../shared/model/authorized-key.ts';
import type {
  ActionContext,
  AuthorizedKeys,
  BindChange,
  BindingInspection,
  HostKey,
  Interrupted,
  KeyPairMaterial,
  Observation,
  Outcome,
  Resumed,
  ServerProvider,
  ServerTarget,
  UnbindChange,
} from '../../electron/providers/provider.ts';

export const sampleHostKey: HostKey = {
  type: 'ssh-ed25519',
  blob: 'AAAAC3NzaC1lZDI1NTE5AAAAIO8mX0S0vSnk1lBfv8g0Bv3sYk1qY3Y3ZJ0p7q0m1m2n',
  sha256: 'SHA256:fakefakefakefakefakefakefakefakefakefakefake',
};

/** A provider without machines: it does what a test tells it, and remembers what it was asked. */
export class FakeProvider implements ServerProvider {
  readonly keySpecs = [{ type: 'rsa', bits: 2048 }, { type: 'ed25519' }] as const;
  readonly isReachable = true;
  readonly logsOn = true;
  readonly effects = ['reload', 'restart', 'postpone'] as const;
  readonly calls: { readonly action: string; readonly target: ServerTarget; readonly change?: unknown }[] =
    [];
  observation: Observation = {
    status: 'running',
    os: { kind: 'linux', name: 'Debian GNU/Linux 12' },
    passwordLogon: 'enabled',
    hostKey: sampleHostKey,
  };
  outcome: Outcome = { passwordLogon: 'disabled', proven: true, pending: false };
  inspection: BindingInspection = {
    binding: 'bound',
    passwordLogon: 'disabled',
    ...{ keys: [], command: null, authorities: 0, otherLines: 0 },
  };
  resumed: Resumed = { end: 'finished', outcome: this.outcome };
  #failures = new Map<string, AppError>();
  #gate: Promise<void> = Promise.resolve();

  /** From now on, actions on this host fail. */
  failOn(host: string, code: ErrorCode, details?: ErrorDetails): void {
    this.#failures.set(host, new AppError(code, details));
  }

  heal(): void {
    this.#failures.clear();
  }

  /** Actions wait until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#gate = promise;
    return () => resolve(undefined);
  }

  /** Two logons have just failed everywhere: the next one has to wait, or is refused. */
  areAttemptsSpent = false;

  /** Whether machines answer the cheap look. */
  isUp = true;
  looks = 0;

  answers(): Promise<boolean> {
    this.looks += 1;
    return Promise.resolve(this.isUp);
  }

  async probe(target: ServerTarget, context: ActionContext): Promise<Observation> {
    this.#spendAttempt(context);
    await this.#act('probe', target);
    return this.observation;
  }

  async bind(target: ServerTarget, change: BindChange, context: ActionContext): Promise<Outcome> {
    context.onStep('connect');
    try {
      await this.#act('bind', target, change);
    } catch (error) {
      context.onStep('roll-back');
      throw error;
    }
    context.onStep('prove-logon');
    if (change.keyPair.privateKey === null) return this.outcome;
    return { ...this.outcome, pending: change.effect === 'postpone' };
  }

  async unbind(target: ServerTarget, change: UnbindChange): Promise<Outcome> {
    await this.#act('unbind', target, change);
    return { ...this.outcome, pending: change.effect === 'postpone' };
  }

  async takeEffect(
    target: ServerTarget,
    change: { readonly effect: 'reload' | 'restart' },
    context: ActionContext,
  ): Promise<Outcome> {
    if (change.effect === 'restart') context.onStep('wait-for-server');
    await this.#act('take-effect', target, change);
    return this.outcome;
  }

  async verifyLogon(target: ServerTarget): Promise<Outcome> {
    await this.#act('verify-logon', target);
    return this.outcome;
  }

  async enablePasswordLogon(target: ServerTarget, change: { readonly effect: string }): Promise<Outcome> {
    await this.#act('enable-password-logon', target, change);
    return { passwordLogon: 'enabled', proven: null, pending: change.effect === 'postpone' };
  }

  async resume(target: ServerTarget, interrupted: Interrupted, context: ActionContext): Promise<Resumed> {
    this.#spendAttempt(context);
    await this.#act('resume', target, interrupted);
    return this.resumed;
  }

  async listAuthorizedKeys(target: ServerTarget): Promise<AuthorizedKeys> {
    await this.#act('list-authorized-keys', target);
    return this.inspection;
  }

  async addAuthorizedKey(target: ServerTarget, keyPair: KeyPairMaterial): Promise<Outcome> {
    await this.#act('add-authorized-key', target, keyPair);
    return this.outcome;
  }

  async removeAuthorizedKey(
    target: ServerTarget,
    change: { readonly line: AuthorizedKeyRef },
    { onKey }: ActionContext,
  ): Promise<Outcome> {
    const removed = this.inspection.keys.find(({ digest }) => digest === change.line.digest);
    if (removed) onKey?.(removed.sha256);
    await this.#act('remove-authorized-key', target, change);
    return { ...this.outcome, proven: null };
  }

  async inspectBinding(
    target: ServerTarget,
    bound: KeyPairMaterial | null,
    context: ActionContext,
  ): Promise<BindingInspection> {
    this.#spendAttempt(context);
    await this.#act('inspect-binding', target, bound);
    return this.inspection;
  }

  async readHostKey(address: Pick<ServerTarget, 'host' | 'port'>): Promise<HostKey> {
    await this.#act('read-host-key', { ...address, user: '', credentials: [], knownHostKeys: [] });
    return sampleHostKey;
  }

  #spendAttempt({ waitsForAttempts = false }: ActionContext): void {
    if (this.areAttemptsSpent && !waitsForAttempts) throw new AppError('logon-attempts-spent');
  }

  async #act(action: string, target: ServerTarget, change?: unknown): Promise<void> {
    this.calls.push({ action, target, change });
    await this.#gate;
    const failure = this.#failures.get(target.host);
    if (failure) throw failure;
  }
}

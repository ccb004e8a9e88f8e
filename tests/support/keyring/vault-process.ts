import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { KeyVault, SecretRef } from '../../../electron/keychain/key-vault.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import type { VaultCommand, VaultReply } from './vault-protocol.ts';

/** The vault on a real keyring, in a process that can be killed while it hangs. */
export class VaultProcess implements KeyVault {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, (reply: VaultReply) => void>();
  #lastId = 0;

  /** A variable that is undefined in `env` is taken out of the environment. */
  constructor(env: Readonly<Record<string, string | undefined>>, timeoutMs = 20_000, limitMs = 180_000) {
    const args = [String(timeoutMs), String(limitMs)];
    this.#child = fork(new URL('./vault-driver.ts', import.meta.url), args, {
      env: { ...process.env, ...env },
      execArgv: [],
      serialization: 'advanced',
    });
    this.#child.on('message', (message) => {
      const reply = message as VaultReply;
      this.#pending.get(reply.id)?.(reply);
      this.#pending.delete(reply.id);
    });
    this.#child.on('exit', () => {
      for (const [id, settle] of this.#pending) settle({ id, error: 'unexpected', cause: 'it died', ms: 0 });
    });
  }

  /** The process in which keytar runs. */
  async keychainPid(): Promise<number> {
    return Number((await this.ask({ do: 'keychain-pid' })).value);
  }

  /** Ends it as the application does, and says in how many milliseconds it was gone. */
  async quit(): Promise<number> {
    const start = performance.now();
    const exited = once(this.#child, 'exit');
    this.#child.send({ id: 0, command: { do: 'quit' } });
    await exited;
    return performance.now() - start;
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  ask(command: VaultCommand): Promise<VaultReply> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      this.#pending.set(this.#lastId, resolve);
      this.#child.send({ id: this.#lastId, command });
    });
  }

  async read(ref: SecretRef): Promise<string> {
    return String(await this.#value({ do: 'read', ref }));
  }

  async has(ref: SecretRef): Promise<boolean> {
    return (await this.#value({ do: 'has', ref })) === true;
  }

  async write(ref: SecretRef, secret: string): Promise<void> {
    await this.#value({ do: 'write', ref, secret });
  }

  async add(ref: SecretRef, secret: string, begin: () => void, isOpen = false): Promise<void> {
    begin();
    await this.#value({ do: 'add', ref, secret, isOpen });
  }

  async isOpen(): Promise<boolean> {
    return (await this.#value({ do: 'is-open' })) === true;
  }

  wake(): void {
    void this.ask({ do: 'wake' });
  }

  async remove(ref: SecretRef): Promise<void> {
    await this.#value({ do: 'remove', ref });
  }

  async kill(): Promise<void> {
    if (!this.isAlive) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  async #value(command: VaultCommand): Promise<VaultReply['value']> {
    const { error, cause, value } = await this.ask(command);
    if (error) throw new AppError(error, {}, { cause });
    return value;
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A background process of a test. It dies with the test, even when the test is killed. */
export class ThrowAwayProcess {
  readonly #child: ChildProcess;

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv, input?: string) {
    // pdeathsig: a killed test runs no clean-up of its own.
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], {
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    });
    this.#child.stdin?.end(input);
  }

  /** The first line on standard output. Throws when the process ends without one. */
  async firstLine(): Promise<string> {
    const { stdout, spawnargs } = this.#child;
    if (!stdout) throw new Error('no standard output');
    for await (const line of createInterface({ input: stdout })) {
      stdout.resume();
      return line;
    }
    throw new Error(`ended without a word: ${spawnargs.join(' ')}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    await exited;
    clearTimeout(kill);
  }
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Order, Report } from './orders.ts';
import { runApplication } from './running-application.ts';

/** Longer than anything that it waits for itself, on a computer that is busy with much else. */
const limitMs = 240_000;

/** An application, seen from outside. */
export class Application {
  readonly #reports: Report[] = [];
  #child: ChildProcess | undefined;
  #obey: (command: Command) => void;
  #wake: () => void = () => undefined;

  private constructor() {
    this.#obey = () => undefined;
  }

  /** In this process: what is not to be killed need not be another one. */
  static here(order: Order): Application {
    const application = new Application();
    application.#obey = runApplication(order, (report) => application.#hear(report));
    return application;
  }

  static inProcess(order: Order): Application {
    const application = new Application();
    const child = fork(join(import.meta.dirname, 'application-process.ts'), {
      stdio: ['ignore', 'ignore', 2, 'ipc'],
      // The second one reads what the first has compiled.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'latchkey-faults-compiled') },
    });
    child.on('message', (report: Report) => application.#hear(report));
    child.send(order);
    application.#child = child;
    application.#obey = (command) => {
      // One that ends at this very moment hears nothing more, and `next` says so.
      if (child.connected) child.send(command, () => undefined);
    };
    return application;
  }

  /** The next thing that it says. */
  async next(): Promise<Report> {
    const end = Date.now() + limitMs;
    for (;;) {
      const report = this.#reports.shift();
      if (report) return report;
      if (Date.now() > end) return { kind: 'crashed', what: 'it says nothing any more' };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 1000).unref();
      });
    }
  }

  tell(command: Command): void {
    this.#obey(command);
  }

  /** Ends it, like nothing else does: at once and without a last word. */
  async kill(): Promise<void> {
    if (!this.#child) throw new Error('runs in this process');
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #hear(report: Report): void {
    this.#reports.push(report);
    this.#wake();
  }
}

import { createConsole, type Console } from '../../electron/console/console.ts';
import { KnownHosts } from '../../electron/ssh/known-hosts.ts';
import { openStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { inProcessKeyFiles } from '../fakes/in-process-key-files.ts';
import { MemoryVault } from '../fakes/memory-vault.ts';
import { practiceWithoutDelay } from '../fakes/practice-without-delay.ts';
import { Gate, gatedProvider } from './gate.ts';
import type { Command, Order, Report } from './orders.ts';
import { recordedIn } from './recorded.ts';

/** What could not be ended in this time was tried and did not work. */
const settleLimitMs = 200_000;

/** The application without its window: the real console, provider and store. */
class Running {
  readonly #order: Order;
  readonly #say: (report: Report) => void;
  readonly #store: Store;
  readonly #gate: Gate;
  readonly #console: Console;

  constructor(order: Order, say: (report: Report) => void) {
    this.#order = order;
    this.#say = say;
    this.#store = openStore(order.storePath);
    this.#gate = new Gate(order.moment, () => say({ kind: 'stopped' }));
    this.#console = this.#startConsole();
  }

  /** Ends what an earlier run has left. */
  async settle(): Promise<void> {
    await this.#console.checkAtStart();
    const end = Date.now() + settleLimitMs;
    while (Date.now() < end && this.#store.journal.list().length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#say({ kind: 'settled', recorded: recordedIn(this.#store, this.#order.cast) });
  }

  readonly obey = (command: Command): void => {
    if (command === 'go') this.#gate.open();
    else if (command === 'act') void this.#act();
    else {
      this.#console.resume.stop();
      this.#console.pendingWatch.stop();
      this.#store.close();
    }
  };

  async #act(): Promise<void> {
    const { operation, cast } = this.#order;
    const { serverId, fresh, former } = cast;
    const { bindings } = this.#console;
    if (operation === 'unbind') bindings.unbind(former, [serverId], 'reload', false, []);
    else if (operation === 'enable') bindings.enablePasswordLogon(serverId, 'reload', {});
    else bindings.bind(fresh, [serverId], 'reload', []);
    await this.#console.whenIdle();
    this.#say({ kind: 'ended', recorded: recordedIn(this.#store, cast) });
  }

  #startConsole(): Console {
    const { secrets, operation, moment } = this.#order;
    const vault = new MemoryVault();
    for (const [account, secret] of secrets) vault.secrets.set(account, secret);
    const isFailing = operation === 'failing-bind' && moment !== null;
    const nothing = (): void => undefined;
    return createConsole({
      store: this.#store,
      vault,
      keyFiles: inProcessKeyFiles,
      providers: {
        ssh: gatedProvider(this.#gate, isFailing),
        practice: practiceWithoutDelay(Date.now),
      },
      events: {
        regionsChanged: nothing,
        keyPairsChanged: nothing,
        serversChanged: nothing,
        jobChanged: nothing,
        activityChanged: nothing,
        settingsChanged: nothing,
        pendingEnded: nothing,
        interruptedChanged: nothing,
      },
      readKnownHosts: () => Promise.resolve(new KnownHosts('')),
      downloadsFolder: () => '/nonexistent',
      firstRegionName: 'My servers',
      homeFolder: '/nonexistent',
      logUnexpected: (error) => {
        console.error(error);
      },
    });
  }
}

/** Starts the application in this process; returns what takes its commands. */
export function runApplication(order: Order, say: (report: Report) => void): (command: Command) => void {
  const running = new Running(order, say);
  running.settle().catch((error: unknown) => say({ kind: 'crashed', what: String(error) }));
  return running.obey;
}

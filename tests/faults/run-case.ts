import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../electron/store/sqlite-store.ts';
import { opensByKey, opensByPassword } from '../real/providers/ssh/openssh.ts';
import { Application } from './application.ts';
import { BreakableLine } from './breakable-line.ts';
import type { FaultCase } from './fault-case.ts';
import { FaultyMachine } from './faulty-machine.ts';
import {
  findLeftovers,
  findLockouts,
  findLostLines,
  findUntruths,
  isDone,
  type Finding,
  type Found,
  type Recorded,
  type Scene,
} from './judge.ts';
import type { Order } from './orders.ts';
import { recordedIn } from './recorded.ts';
import { applicationBefore, blobOf, machineBefore, rootPassword, type Keys } from './stage.ts';

/** How long a line is silent: longer than a step, shorter than the application's patience. */
const silenceMs = 1500;

export interface CaseResult {
  readonly findings: readonly Finding[];
  /** How it ended: the result that is recorded after the next start. */
  readonly end: string;
  readonly seconds: number;
}

/** Runs one case on a machine and with an application of its own. */
export async function runCase(faultCase: FaultCase, keys: Keys): Promise<CaseResult> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-fault-'));
  const { fault, timer } = faultCase;
  const machine = await FaultyMachine.start(machineBefore(faultCase, keys), fault, timer);
  const line = await BreakableLine.to(machine.server);
  try {
    const records = await applicationBefore(folder, faultCase, keys, machine.server, line);
    const order = { ...records, operation: faultCase.operation };
    const result = await new CaseRun(faultCase, keys, { machine, line, order }).run();
    return { ...result, seconds: (performance.now() - started) / 1000 };
  } finally {
    await Promise.all([line.close(), machine.stop()]);
    await rm(folder, { recursive: true });
  }
}

interface Parts {
  readonly machine: FaultyMachine;
  readonly line: BreakableLine;
  readonly order: Omit<Order, 'moment'>;
}

class CaseRun {
  readonly #case: FaultCase;
  readonly #keys: Keys;
  readonly #parts: Parts;
  readonly #findings: Finding[] = [];

  constructor(faultCase: FaultCase, keys: Keys, parts: Parts) {
    this.#case = faultCase;
    this.#keys = keys;
    this.#parts = parts;
  }

  async run(): Promise<Pick<CaseResult, 'findings' | 'end'>> {
    const scene = await this.#scene();
    const recorded = await this.#untilOver();
    if (this.#findings.length > 0) return { findings: this.#findings, end: 'not reached' };
    await this.#parts.machine.heal(this.#case.fault);
    const found = recorded.isOpen ? await this.#glance() : await this.#look();
    this.#judge('before the next start', recorded, found, scene);
    this.#parts.line.mend();
    const end = await this.#startAgain(scene);
    return { findings: this.#findings, end };
  }

  async #scene(): Promise<Scene> {
    const { machine } = this.#parts;
    const ownBlobs = [this.#keys.fresh, this.#keys.former].map(blobOf);
    const before = {
      authorizedKeys: await machine.authorizedKeys(),
      configuration: await machine.configuration(),
    };
    return { operation: this.#case.operation, ownBlobs, before };
  }

  /** The operation with its fault, until it has ended or its application has. */
  async #untilOver(): Promise<Recorded> {
    const order = { ...this.#parts.order, moment: this.#case.moment };
    const application = this.#case.fault === 'kill' ? Application.inProcess(order) : Application.here(order);
    await application.next();
    application.tell('act');
    const stopped = await application.next();
    if (stopped.kind === 'stopped') {
      await this.#strike(application);
      application.tell('go');
      if (this.#case.fault !== 'kill') await this.#untilEnded(application);
    } else {
      this.#findings.push({ kind: 'not-reached', what: JSON.stringify(stopped) });
      application.tell('exit');
    }
    const store = openStore(this.#parts.order.storePath);
    const recorded = recordedIn(store, this.#parts.order.cast);
    store.close();
    return recorded;
  }

  async #untilEnded(application: Application): Promise<void> {
    const ended = await application.next();
    if (ended.kind !== 'ended') this.#findings.push({ kind: 'stuck', what: JSON.stringify(ended) });
    application.tell('exit');
  }

  async #strike(application: Application): Promise<void> {
    const { machine, line } = this.#parts;
    const { fault, timer } = this.#case;
    if (timer === 'killed') await machine.killTimer();
    if (fault === 'kill') await application.kill();
    if (fault === 'cut') line.cut();
    if (fault === 'silence') {
      line.silence();
      void sleep(silenceMs).then(() => line.mend());
    }
    await machine.strike(fault);
    if (timer === 'fired') await machine.fireTimer();
  }

  /** The next start ends what was left; and what has not come about can be done now. */
  async #startAgain(scene: Scene): Promise<string> {
    const application = Application.here({ ...this.#parts.order, moment: null });
    const settled = await application.next();
    if (settled.kind !== 'settled') {
      this.#findings.push({ kind: 'stuck', what: JSON.stringify(settled) });
      application.tell('exit');
      return 'no start';
    }
    const found = await this.#look();
    const { recorded } = settled;
    if (recorded.isOpen) this.#findings.push({ kind: 'stuck', what: 'not ended at the next start' });
    this.#judge('after the next start', recorded, found, scene);
    if (!isDone(this.#case.operation, found)) await this.#doItNow(application, scene);
    application.tell('exit');
    this.#findings.push(...findLeftovers(await this.#parts.machine.leftovers()));
    return [recorded.result.state, recorded.result.code ?? ''].join(' ').trim();
  }

  async #doItNow(application: Application, scene: Scene): Promise<void> {
    application.tell('act');
    const ended = await application.next();
    if (ended.kind !== 'ended' || ended.recorded.result.state !== 'succeeded') {
      this.#findings.push({ kind: 'stuck', what: `can't be done again: ${JSON.stringify(ended)}` });
      return;
    }
    this.#judge('done again', ended.recorded, await this.#look(), scene);
  }

  /** Everything that can be told of the server. */
  async #look(): Promise<Found> {
    const seen = await this.#see();
    if (!seen.listens) return seen;
    const [byForeign, byFresh, byFormer, byPassword] = this.#logons();
    const all = Promise.all([byForeign(), byFresh(), byFormer(), byPassword()]);
    const [foreign, fresh, former, password] = await all;
    return { ...seen, opens: { foreign, fresh, former, password } };
  }

  /** The same with no more logons than it takes to know that nobody is locked out. */
  async #glance(): Promise<Found> {
    const seen = await this.#see();
    if (!seen.listens) return seen;
    const [byForeign, byFresh, byFormer, byPassword] = this.#logons();
    const foreign = await byForeign();
    const fresh = await byFresh();
    const former = !fresh && (await byFormer());
    const password = !fresh && !former && (await byPassword());
    return { ...seen, opens: { foreign, fresh, former, password } };
  }

  /** By OpenSSH's client: with the foreign key, the fresh one, the former one, and the password. */
  #logons() {
    const { server } = this.#parts.machine;
    const { fresh, former, foreign } = this.#keys;
    return [
      () => opensByKey(server, foreign.privateKey),
      () => opensByKey(server, fresh.privateKey),
      () => opensByKey(server, former.privateKey),
      () => opensByPassword(server, rootPassword),
    ] as const;
  }

  async #see(): Promise<Found> {
    const { machine } = this.#parts;
    const [listens, authorizedKeys, configuration] = await Promise.all([
      machine.listens(),
      machine.authorizedKeys(),
      machine.configuration(),
    ]);
    const opens = { fresh: false, former: false, foreign: false, password: false };
    return { listens, authorizedKeys, configuration, opens };
  }

  #judge(when: string, recorded: Recorded, found: Found, scene: Scene): void {
    const findings = [
      ...findLockouts(found),
      ...findLostLines(found, scene),
      ...findUntruths(recorded, found, scene),
    ];
    this.#findings.push(...findings.map(({ kind, what }) => ({ kind, what: `${when}: ${what}` })));
  }
}

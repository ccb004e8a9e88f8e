import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsole, type Console } from '../../../electron/console/console.ts';
import { createPracticeProvider } from '../../../electron/providers/practice/practice-provider.ts';
import { createSshProvider } from '../../../electron/providers/ssh/ssh-provider.ts';
import { withBudget } from '../../../electron/ssh/budgeted-logons.ts';
import { KnownHosts } from '../../../electron/ssh/known-hosts.ts';
import { LogonBudget } from '../../../electron/ssh/logon-budget.ts';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { proveLogon } from '../../../electron/ssh/prove-logon.ts';
import { readHostKey } from '../../../electron/ssh/read-host-key.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { ServerId } from '../../../shared/model/ids.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import { inProcessKeyFiles } from '../../fakes/in-process-key-files.ts';
import { MemoryVault } from '../../fakes/memory-vault.ts';
import { timed } from '../comparison.ts';
import type { Fleet } from './fleet.ts';
import { StepTimes } from './step-times.ts';

/** The application's own console over a real store, without a window; its keychain is in memory. */
export class Latchkey {
  readonly steps = new StepTimes();
  readonly #fleet: Fleet;
  readonly #console: Console;
  readonly #store: Store;
  readonly #folder: string;
  readonly #ended = new Map<string, (job: Job) => void>();
  #keyPair: KeyPair | undefined;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-store-'));
    this.#store = openStore(join(this.#folder, 'latchkey.db'));
    const ssh = createSshProvider({
      ...withBudget(new LogonBudget(), { openSession, proveLogon }),
      readHostKey,
    });
    this.#console = createConsole({
      store: this.#store,
      vault: new MemoryVault(),
      keyFiles: inProcessKeyFiles,
      providers: { ssh: this.steps.watch(ssh), practice: noPractice() },
      events: {
        regionsChanged: () => undefined,
        keyPairsChanged: () => undefined,
        serversChanged: () => undefined,
        jobChanged: (job) => {
          if (job.state !== 'running') this.#ended.get(job.id)?.(job);
        },
        pendingEnded: () => undefined,
        interruptedChanged: () => undefined,
        activityChanged: () => undefined,
        settingsChanged: () => undefined,
      },
      readKnownHosts: () => Promise.resolve(new KnownHosts('')),
      downloadsFolder: () => this.#folder,
      firstRegionName: 'My servers',
      homeFolder: '/nonexistent',
      logUnexpected: (error) => {
        throw error;
      },
    });
  }

  /** Enters the servers as a user would have, and makes the key pair. */
  async prepare(): Promise<void> {
    const [region] = this.#console.regions.list();
    if (!region) throw new Error('no region');
    for (const [index, server] of this.#fleet.servers.entries()) {
      const { host, port } = server;
      this.#store.hostKeys.pin({ host, port, ...(await server.hostKey()), acceptedAt: Date.now() });
      this.#store.servers.insert({
        ...{ id: ServerId.parse(crypto.randomUUID()), regionId: region.id, name: `web-${String(index)}` },
        ...{ host, port, user: 'root', status: 'running', os: { kind: 'linux', name: 'Debian' } },
        logon: { kind: 'key-file', path: this.#fleet.existingKeyFile, passphrase: 'none' },
        ...{ boundKeyPairId: null, passwordLogon: 'enabled', pending: null, drift: null, checkedAt: null },
        ...{ statusProblem: null },
      });
    }
    this.#keyPair = (await this.#console.keyPairs.create(region.id, 'bench', { type: 'ed25519' })).keyPair;
  }

  get keyPair(): KeyPair {
    if (!this.#keyPair) throw new Error('prepare first');
    return this.#keyPair;
  }

  /** The whole proven transaction on every server, as one job. */
  async bind(): Promise<number> {
    await this.#fleet.reset();
    const { regionId, publicKey, id } = this.keyPair;
    const servers = this.#store.servers.list(regionId);
    for (const server of servers)
      this.#store.servers.update({ ...server, boundKeyPairId: null, passwordLogon: 'enabled' });
    const ms = await timed(() =>
      this.#run(
        this.#console.bindings.bind(
          id,
          servers.map((server) => server.id),
          'reload',
          [],
        ),
      ),
    );
    await this.#fleet.mustHold(publicKey.line, true);
    return ms;
  }

  async #run(started: Job): Promise<void> {
    const job = await new Promise<Job>((resolve) => this.#ended.set(started.id, resolve));
    const failed = job.results.filter(({ state }) => state !== 'succeeded');
    if (failed.length > 0) throw new Error(`bind failed: ${JSON.stringify(failed[0])}`);
  }

  stop(): void {
    this.#store.close();
    rmSync(this.#folder, { recursive: true });
  }
}

function noPractice(): ReturnType<typeof createPracticeProvider> {
  return createPracticeProvider({
    memory: { read: () => undefined, write: () => undefined },
    now: Date.now,
    sleep: () => Promise.resolve(),
  });
}

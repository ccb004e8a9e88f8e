import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createConsole, type Console } from '../../../electron/console/console.ts';
import type { HostKey } from '../../../electron/providers/provider.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { AppNotice, InterruptionEnd, PendingEnd } from '../../../shared/model/app-status.ts';
import type { RegionId, ServerId } from '../../../shared/model/ids.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { Server } from '../../../shared/model/server.ts';
import { FakeProvider, sampleHostKey } from '../../fakes/fake-provider.ts';
import { inProcessKeyFiles } from '../../fakes/in-process-key-files.ts';
import { practiceWithoutDelay } from '../../fakes/practice-without-delay.ts';
import { MemoryVault } from '../../fakes/memory-vault.ts';

type KnownKey = Pick<HostKey, 'type' | 'blob'>;

export interface ConsoleUnderTest {
  readonly console: Console;
  readonly store: Store;
  readonly vault: MemoryVault;
  readonly provider: FakeProvider;
  readonly regionId: RegionId;
  readonly downloads: string;
  /** From now on the Downloads folder can't be written to. */
  readonly loseDownloads: () => void;
  readonly knownHosts: Record<'keys' | 'revoked' | 'certificateAuthorities', KnownKey[]>;
  readonly jobs: Job[];
  /** Each as it was told of. */
  readonly serversChanged: Server[];
  /** What became of what waited for a server. */
  readonly pendingEnded: PendingEnd[];
  readonly interruptedChanged: {
    readonly notices: readonly AppNotice[];
    readonly ended: InterruptionEnd | null;
  }[];
  readonly activityChanged: ActivityEntry[];
  readonly unexpected: unknown[];
  /** The job as it ended. */
  readonly finished: (job: Job) => Promise<Job>;
  readonly addServer: (name: string, host?: string) => Promise<Server>;
  /** The same store, keychain and provider after a new start. */
  readonly restart: () => Console;
}

/** A console over a real store in a temporary folder, a keychain in memory, and a provider without machines. */
export function consoleUnderTest(): ConsoleUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-console-'));
  const store = openStore(join(folder, 'data', 'latchkey.db'));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const vault = new MemoryVault();
  const provider = new FakeProvider();
  const knownHosts: ConsoleUnderTest['knownHosts'] = { keys: [], revoked: [], certificateAuthorities: [] };
  const jobs: Job[] = [];
  const serversChanged: Server[] = [];
  const pendingEnded: PendingEnd[] = [];
  const interruptedChanged: ConsoleUnderTest['interruptedChanged'] = [];
  const activityChanged: ActivityEntry[] = [];
  let downloadsFolder = folder;
  const unexpected: unknown[] = [];
  const start = (): Console =>
    createConsole({
      store,
      vault,
      keyFiles: inProcessKeyFiles,
      providers: { ssh: provider, practice: practiceWithoutDelay(Date.now) },
      events: {
        regionsChanged: () => undefined,
        keyPairsChanged: () => undefined,
        serversChanged: (_regionId, servers) => void serversChanged.push(...servers),
        pendingEnded: (ended) => void pendingEnded.push(ended),
        interruptedChanged: (notices, ended) => void interruptedChanged.push({ notices, ended }),
        jobChanged: (job) => void jobs.push(job),
        activityChanged: (entry) => void activityChanged.push(entry),
        settingsChanged: () => undefined,
      },
      readKnownHosts: () => Promise.resolve({ of: () => knownHosts }),
      downloadsFolder: () => downloadsFolder,
      firstRegionName: 'My servers',
      homeFolder: folder,
      logUnexpected: (error) => void unexpected.push(error),
    });
  const console = start();
  const [region] = console.regions.list();
  if (!region) throw new Error('no region');
  const addServer = (name: string, host = `${name}.example`): Promise<Server> =>
    console.servers.add(
      region.id,
      { name, host, port: 22, user: 'root' },
      { kind: 'password', password: 'correct horse', keep: true },
      { acceptedHostKey: sampleHostKey, evenIfUnreachable: true },
    );
  const finished = (job: Job): Promise<Job> =>
    waitFor(() => jobs.find(({ id, state }) => id === job.id && state !== 'running'));
  return {
    console,
    store,
    vault,
    provider,
    regionId: region.id,
    downloads: folder,
    knownHosts,
    loseDownloads: () => {
      downloadsFolder = join(folder, 'a file');
      writeFileSync(downloadsFolder, '');
    },
    jobs,
    serversChanged,
    pendingEnded,
    interruptedChanged,
    activityChanged,
    unexpected,
    finished,
    addServer,
    restart: start,
  };
}

async function waitFor<T>(find: () => T | undefined): Promise<T> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come');
}

export function serverOf({ store }: ConsoleUnderTest, id: ServerId): Server {
  const server = store.servers.find(id);
  if (!server) throw new Error('no such server');
  return server;
}

/** The code that it is refused with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

/** The private key files in its Downloads folder. */
export function pemFiles({ downloads }: ConsoleUnderTest): string[] {
  return readdirSync(downloads).filter((name) => name.endsWith('.pem'));
}

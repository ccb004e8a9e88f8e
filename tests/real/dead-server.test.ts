import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsole } from '../../electron/console/console.ts';
import { createSshProvider } from '../../electron/providers/ssh/ssh-provider.ts';
import { KnownHosts } from '../../electron/ssh/known-hosts.ts';
import { openSession } from '../../electron/ssh/open-session.ts';
import { proveLogon } from '../../electron/ssh/prove-logon.ts';
import { readHostKey } from '../../electron/ssh/read-host-key.ts';
import type { OpenSession } from '../../electron/ssh/session.ts';
import { openStore } from '../../electron/store/sqlite-store.ts';
import type { Job } from '../../shared/model/job.ts';
import { Fleet } from '../bench/bind/fleet.ts';
import { sampleServer } from '../electron/store/samples.ts';
import { inProcessKeyFiles } from '../fakes/in-process-key-files.ts';
import { MemoryVault } from '../fakes/memory-vault.ts';
import { practiceWithoutDelay } from '../fakes/practice-without-delay.ts';

const count = 30;

describe('a job over many servers', () => {
  let fleet: Fleet;
  /** Takes connections and says nothing, like a firewall that drops what comes. */
  const held = new Set<Socket>();
  const blackHole = createServer({ pauseOnConnect: true }, (socket) => {
    held.add(socket.on('error', () => undefined));
  });
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-dead-server-'));
  const store = openStore(join(folder, 'latchkey.db'));
  const jobs: Job[] = [];
  let othersAreDone = false;

  beforeAll(async () => {
    fleet = await Fleet.start(count);
    await new Promise<void>((resolve) => blackHole.listen(0, '127.0.0.1', resolve));
  }, 300_000);
  afterAll(async () => {
    store.close();
    rmSync(folder, { recursive: true });
    for (const socket of held) socket.destroy();
    await new Promise((resolve) => blackHole.close(resolve));
    await fleet.stop();
  }, 300_000);

  const deadPort = () => (blackHole.address() as AddressInfo).port;
  /** However slow this computer is: the dead server is given up only when all the others are done. */
  const openWithPatience: OpenSession = async (target, signal) => {
    const open = () => openSession({ ...target, timeouts: { connectMs: 500, logonMs: 500 } }, signal);
    if (target.port !== deadPort()) return openSession(target, signal);
    for (;;) {
      const isLast = othersAreDone;
      const session = await open().catch((error: unknown) =>
        isLast ? Promise.reject(error as Error) : null,
      );
      if (session) return session;
    }
  };

  const startConsole = () => {
    const nothing = (): void => undefined;
    return createConsole({
      store,
      vault: new MemoryVault(),
      keyFiles: inProcessKeyFiles,
      providers: {
        ssh: createSshProvider({ openSession: openWithPatience, proveLogon, readHostKey }),
        practice: practiceWithoutDelay(Date.now),
      },
      events: {
        ...{ regionsChanged: nothing, keyPairsChanged: nothing, serversChanged: nothing },
        ...{ activityChanged: nothing, settingsChanged: nothing, pendingEnded: nothing },
        interruptedChanged: nothing,
        jobChanged: (job) => {
          jobs.push(job);
          othersAreDone = job.results.filter(({ state }) => state === 'succeeded').length === count;
        },
      },
      readKnownHosts: () => Promise.resolve(new KnownHosts('')),
      downloadsFolder: () => folder,
      firstRegionName: 'My servers',
      homeFolder: folder,
      logUnexpected: (error) => {
        throw error;
      },
    });
  };

  it('comes to its end on thirty while a thirty-first answers nothing', async () => {
    const console = startConsole();
    const [region] = console.regions.list();
    if (!region) throw new Error('no region');
    const logon = { kind: 'key-file', path: fleet.existingKeyFile, passphrase: 'none' } as const;
    const add = (name: string, host: string, port: number): void =>
      store.servers.insert(sampleServer(region.id, { name, host, port, logon }));
    add('dead', '127.0.0.1', deadPort());
    for (const [index, server] of fleet.servers.entries()) {
      const { host, port } = server;
      add(`web-${String(index)}`, host, port);
      store.hostKeys.pin({ host, port, ...(await server.hostKey()), acceptedAt: 0 });
    }

    const { keyPair } = await console.keyPairs.create(region.id, 'web', { type: 'ed25519' });
    const ids = store.servers.list(region.id).map(({ id }) => id);
    console.settings.change({ serversAtOnce: 4 });
    console.bindings.bind(keyPair.id, ids, 'reload', []);
    await console.whenIdle();
    const { results } = jobs.at(-1) ?? { results: [] };
    const states = results.map(({ serverName, state }) => `${serverName}: ${state}`).sort();
    const others = Array.from({ length: count }, (_, index) => `web-${String(index)}: succeeded`);
    expect(states).toEqual(['dead: failed', ...others].sort());
    expect(results.find(({ serverName }) => serverName === 'dead')?.error?.code).toBe('server-timeout');
    await fleet.mustHold(keyPair.publicKey.line, true);
  }, 300_000);
});

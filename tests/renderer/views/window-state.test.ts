import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AppNotice, PendingEnd } from '../../../shared/model/app-status.ts';
import type { ToastMessage } from '../../../renderer/ui/toast.ts';
import { runCommand } from '../../../renderer/views/run-command.ts';
import { WindowState } from '../../../renderer/views/window-state.svelte.ts';
import { FakeBridge, type FakeState } from '../../support/fake-bridge.ts';
import { jobId, sampleKeyPair, sampleRegion } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;
let told: ToastMessage[];

function open(state: FakeState = {}): WindowState {
  bridge = new FakeBridge(state);
  vi.stubGlobal('window', { latchkey: bridge });
  told = [];
  return new WindowState((message) => told.push(message));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('starting', () => {
  test('loads the region with its key pairs and servers', async () => {
    const app = open();
    await app.start();
    expect(app.status).toBe('ready');
    expect(app.region?.name).toBe('My servers');
    expect(app.keyPairs.status).toBe('ready');
    expect(app.servers.status).toBe('ready');
  });

  test('is the first time while the one region is empty, and takes servers', async () => {
    const nothing = { keyPairs: [], servers: [] };
    for (const [state, isFirst] of [
      [nothing, true],
      [{ ...nothing, regions: [sampleRegion(1, 'Practice', 'practice')] }, false],
      [{ keyPairs: [] }, false],
    ] as const) {
      const app = open(state);
      await app.start();
      expect(app.isFirstStart).toBe(isFirst);
    }
  });

  test('says why it could not, and can be tried again', async () => {
    const app = open();
    bridge.refuse('regions:list', { code: 'store-in-use' });
    await app.start();
    expect(app.status).toBe('failed');
    expect(app.error).toMatchObject({ code: 'store-in-use' });
    await app.start();
    expect(app.status).toBe('ready');
  });

  test('does not wait for the keychain behind the notices', async () => {
    const app = open({ silent: ['app:status'] });
    await app.start();
    expect(app.status).toBe('ready');
    expect(app.notices).toEqual([]);
  });
});

describe('loaded anew while a job is under way', () => {
  async function reloaded(): Promise<WindowState> {
    const app = open({ stuckFrom: 1 });
    const [keyPair] = bridge.keyPairs;
    const serverIds = bridge.servers.slice(0, 2).map(({ id }) => id);
    if (!keyPair) throw new Error('no key pair');
    const effect = 'reload';
    await bridge.call('servers:bind', { keyPairId: keyPair.id, serverIds, effect, secrets: [] });
    await app.start();
    await vi.waitFor(() => {
      expect(app.serverActions.background).toHaveLength(1);
    });
    return app;
  }

  test('takes the job back into the background, and follows it', async () => {
    const app = await reloaded();
    const [job] = app.serverActions.background;
    expect(job?.isRunning).toBe(true);
    await vi.waitFor(() => {
      expect(job?.counts).toMatchObject({ finished: 1, total: 2 });
    });
  });

  test('tells of its end, and shows it no longer', async () => {
    const app = await reloaded();
    const [running] = bridge.jobs.list();
    if (!running) throw new Error('no job');
    const results = running.results.map((result) => ({ ...result, state: 'succeeded' as const }));
    bridge.emit('jobs:changed', { ...running, results, state: 'finished', finishedAt: 1 });
    expect(told).toMatchObject([{ tone: 'success', description: '2 servers done' }]);
    expect(app.serverActions.background).toEqual([]);
  });

  test('leaves alone what has ended', async () => {
    const app = open();
    const [server] = bridge.servers;
    if (!server) throw new Error('no server');
    await bridge.call('servers:verify-logon', { serverId: server.id });
    await vi.waitFor(() => {
      expect(bridge.jobs.list()[0]?.state).toBe('finished');
    });
    await app.start();
    await vi.waitFor(() => {
      expect(bridge.calls.map(({ channel }) => channel)).toContain('jobs:list');
    });
    await Promise.resolve();
    expect(app.serverActions.background).toEqual([]);
  });
});

describe('of actions that were cut off', () => {
  const notice = (code: AppNotice['code'], names: string[]): AppNotice => ({
    code,
    names,
    path: null,
    backupFrom: null,
  });

  test.each([
    ['finished', 'actions-finished', 'success'],
    ['rolled-back', 'actions-rolled-back', 'warning'],
  ] as const)('one that is %s now is told, in the place of what was said before', async (end, code, tone) => {
    const app = open();
    const stop = app.listen();
    await app.start();
    const kept = notice('private-keys-missing', ['web']);
    app.notices = [kept, notice('jobs-interrupted', ['web-1', 'web-2'])];
    const notices = [notice('jobs-interrupted', ['web-2']), notice(code, ['web-1'])];
    bridge.emit('interrupted:changed', { notices, ended: { serverName: 'web-1', end } });
    expect(app.notices).toEqual([kept, ...notices]);
    expect(told).toMatchObject([{ tone }]);
    expect(told[0]?.title).toContain('web-1');
    bridge.emit('interrupted:changed', { notices: [], ended: null });
    expect(app.notices).toEqual([kept]);
    expect(told).toHaveLength(1);
    stop();
  });
});

describe('of what waited for a stopped server', () => {
  const about = { serverName: 'web-1', problem: null, waitsForRestart: false } as const;

  function toldOf(ended: PendingEnd): ToastMessage | undefined {
    const stop = open().listen();
    bridge.emit('pending:ended', ended);
    stop();
    return told.at(-1);
  }

  test('it is said that it is done', () => {
    expect(toldOf(about)).toEqual({
      tone: 'success',
      title: 'web-1 is up, and what was pending there is done',
    });
  });

  test('it is said that it is on the server and takes effect with the next restart', () => {
    expect(toldOf({ ...about, waitsForRestart: true })).toEqual({
      tone: 'info',
      title: 'web-1 is up. The change was made there and takes effect with the next restart',
      description: 'Finish What Is Pending, in the row’s menu, does that.',
    });
  });

  test('it is said why it needs somebody', () => {
    expect(toldOf({ ...about, problem: 'password-required' })).toMatchObject({
      tone: 'warning',
      title: 'web-1 is up, but what is pending there needs you',
    });
  });
});

describe('in the window', () => {
  test('each section keeps its filter and its selection while another is shown', () => {
    const app = open();
    app.filter = 'prod';
    app.show('servers');
    expect(app.section).toBe('servers');
    expect(app.filter).toBe('');
    app.filter = 'web';
    app.lists.servers.selectedIds = ['web-1'];
    app.show('key-pairs');
    expect(app.filter).toBe('prod');
    app.show('servers');
    app.show('servers');
    expect(app.filter).toBe('web');
    expect(app.lists.servers.selectedIds).toEqual(['web-1']);
    expect(app.lists['key-pairs'].selectedIds).toEqual([]);
  });

  test('what is to be seen there is not hidden by a filter that was left', async () => {
    const app = open();
    await app.start();
    const [server] = app.servers.servers;
    if (!server) throw new Error('no server');
    for (const section of ['servers', 'activity'] as const) {
      app.show(section);
      app.filter = 'nothing is called so';
    }
    app.activityChoice = { kind: 'bind', outcome: 'failed' };
    app.show('key-pairs');
    await app.goTo({ section: 'servers', id: server.id, regionId: server.regionId });
    expect([app.filter, app.reveal]).toEqual(['', server.id]);
    app.openJob(jobId(1));
    expect([app.section, app.filter]).toEqual(['activity', '']);
    expect(app.activityChoice).toEqual({ kind: null, outcome: null });
  });

  test('events reach the lists until the end of listening', async () => {
    const app = open({ keyPairs: [] });
    const stop = app.listen();
    await app.start();
    bridge.putKeyPair(sampleKeyPair(1));
    await vi.waitFor(() => expect(app.keyPairs.keyPairs).toHaveLength(1));
    stop();
    bridge.putKeyPair(sampleKeyPair(2));
    await Promise.resolve();
    expect(app.keyPairs.keyPairs).toHaveLength(1);
  });

  test('a server is called by its name, and by its id once it is gone', async () => {
    const app = open();
    await app.start();
    const [server] = app.servers.servers;
    expect(app.serverName(server?.id ?? '')).toBe(server?.name);
    expect(app.serverName('gone')).toBe('gone');
  });
});

describe('where the window was', () => {
  test('is where the next start begins', async () => {
    const app = open();
    await app.start();
    await app.regions.create('Lab', 'ssh');
    app.show('servers');
    const next = new WindowState(() => undefined);
    await vi.waitFor(async () => {
      await next.start();
      expect([next.section, next.region?.name]).toEqual(['servers', 'Lab']);
    });
    expect(next.servers.status).toBe('ready');
  });

  test('is forgotten with its region, and where the settings can’t be read', async () => {
    const app = open();
    await app.start();
    await app.settings.change({ regionId: null, section: 'activity' });
    bridge.refuse('settings:get', { code: 'store-damaged' });
    const next = new WindowState(() => undefined);
    await next.start();
    expect([next.status, next.section, next.region?.name]).toEqual(['ready', 'key-pairs', 'My servers']);
  });
});

describe('refreshing', () => {
  test('on the activity it is that which is read again, and its view that says so', async () => {
    const app = open();
    await app.start();
    app.show('activity');
    runCommand(app, 'refresh');
    expect(app.activityRequests).toBe(1);
    expect(told).toEqual([]);
  });

  test('says that the lists were read, and says nothing of the kind where they could not be', async () => {
    const app = open();
    await app.start();
    runCommand(app, 'refresh');
    await vi.waitFor(() => {
      expect(told).toEqual([{ tone: 'success', title: 'The lists were read again' }]);
    });
    bridge.refuse('key-pairs:list', { code: 'store-in-use' });
    runCommand(app, 'refresh');
    await vi.waitFor(() => {
      expect(app.keyPairs.status).toBe('failed');
      expect(app.servers.status).toBe('ready');
    });
    expect(told).toHaveLength(1);
  });
});

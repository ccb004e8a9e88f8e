import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ServerActions } from '../../../renderer/servers/server-actions.svelte.ts';
import { verifyPlan } from '../../../renderer/servers/server-plans.ts';
import { serverRowActions } from '../../../renderer/servers/server-row-actions.ts';
import type { ToastMessage } from '../../../renderer/ui/toast.ts';
import type { Server } from '../../../shared/model/server.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { driftOf, keyPairs, sampleServer, servers } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;
let told: ToastMessage[];
let actions: ServerActions;

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  told = [];
  actions = new ServerActions((message) => told.push(message));
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function named(name: string): Server {
  return servers.find((server) => server.name === name) ?? sampleServer(1);
}

describe('refreshing a server', () => {
  test('tells when it was read', async () => {
    await actions.refresh(named('web-01'), keyPairs);
    expect(told).toMatchObject([{ tone: 'success' }]);
  });

  test('asks first for a password that is kept nowhere', async () => {
    await actions.refresh(named('db-01'), keyPairs);
    expect(actions.dialog).toMatchObject({ kind: 'refresh', server: { name: 'db-01' } });
    expect(bridge.calls).toEqual([]);
  });

  test('asks when the server wants one unexpectedly', async () => {
    bridge.refuse('servers:refresh', { code: 'passphrase-required' });
    await actions.refresh(named('web-01'), keyPairs);
    expect(actions.dialog).toMatchObject({ kind: 'refresh' });
  });

  test('T1: a changed host key opens a dialog, and is not accepted by that', async () => {
    const details = { type: 'ssh-rsa', sha256: 'SHA256:a', knownType: 'ssh-rsa', knownSha256: 'SHA256:b' };
    bridge.refuse('servers:refresh', { code: 'host-key-changed', details });
    await actions.refresh(named('web-01'), keyPairs);
    expect(actions.dialog).toMatchObject({ kind: 'host-key', problem: { kind: 'changed' } });
    expect(bridge.calls.map(({ channel }) => channel)).toEqual(['servers:refresh']);
  });

  test('tells any other error', async () => {
    bridge.refuse('servers:refresh', { code: 'server-timeout' });
    await actions.refresh(named('web-01'), keyPairs);
    expect(told).toMatchObject([{ tone: 'danger' }]);
  });
});

describe('a job', () => {
  test('whose dialog is open is not told of beside it', async () => {
    actions.run(verifyPlan(named('web-01'), []));
    await vi.runAllTimersAsync();
    expect(actions.job?.isRunning).toBe(false);
    expect(told).toEqual([]);
  });

  test('that was left goes on, and its end is told', async () => {
    actions.run(verifyPlan(named('web-01'), []));
    await vi.advanceTimersByTimeAsync(0);
    actions.leaveJob();
    await vi.runAllTimersAsync();
    expect(told).toMatchObject([{ tone: 'success', description: '1 server done' }]);
  });

  test('that was left and fails is told as a failure', async () => {
    actions.run(verifyPlan(named('db-01'), []));
    await vi.advanceTimersByTimeAsync(0);
    actions.leaveJob();
    await vi.runAllTimersAsync();
    expect(told).toMatchObject([{ tone: 'danger', description: '1 server failed' }]);
  });
});

describe('jobs in the background', () => {
  async function leaveBehind(name: string): Promise<void> {
    actions.run(verifyPlan(named(name), []));
    await vi.advanceTimersByTimeAsync(0);
    actions.leaveJob();
  }

  test('stay in sight while they run, and go when all went well', async () => {
    await leaveBehind('web-01');
    expect(actions.background).toHaveLength(1);
    await vi.runAllTimersAsync();
    expect(actions.background).toEqual([]);
  });

  test('stay when something failed, until they are looked at', async () => {
    await leaveBehind('db-01');
    await vi.runAllTimersAsync();
    const [job] = actions.background;
    if (!job) throw new Error('it is gone');
    actions.showJob(job);
    expect(actions.job).toBe(job);
    expect(actions.background).toEqual([]);
    actions.leaveJob();
    expect(actions.background).toEqual([]);
  });

  test('are told of nowhere else once they are shown again', async () => {
    await leaveBehind('web-01');
    const [job] = actions.background;
    if (!job) throw new Error('it is gone');
    actions.showJob(job);
    await vi.runAllTimersAsync();
    expect(told).toEqual([]);
  });

  test('a cancellation that is refused is told', async () => {
    actions.run(verifyPlan(named('web-01'), []));
    await vi.advanceTimersByTimeAsync(0);
    bridge.refuse('jobs:cancel', { code: 'unexpected' });
    if (actions.job) await actions.cancelJob(actions.job);
    expect(told).toMatchObject([{ tone: 'danger' }]);
  });
});

describe('the actions of a row', () => {
  function reasons(server: Server): Record<string, string | undefined> {
    const all = serverRowActions(server, keyPairs, actions).flat();
    return Object.fromEntries(all.map(({ id, disabledReason }) => [id, disabledReason]));
  }

  test('say why they cannot be chosen', () => {
    expect(reasons(named('db-01'))).toMatchObject({
      attach: undefined,
      detach: 'No key pair is bound to it.',
      verify: 'No key pair is bound to it.',
      'enable-password-logon': 'Password logon is enabled.',
    });
    for (const id of ['attach', 'authorized-keys', 'inspect', 'restart', 'enable-password-logon'])
      expect(reasons(named('exchange'))[id]).toMatch(/Linux/);
    expect(reasons(named('build'))['verify']).toBe('The private key is not on this computer.');
    expect(reasons(named('backup'))['restart']).toBe('It is stopped.');
  });

  test('what is pending is finished whatever the server runs', () => {
    const { pending } = named('web-03');
    expect(reasons({ ...named('exchange'), pending })['restart']).toBeUndefined();
  });

  test('what is pending can be taken back although passwords still work', () => {
    const server = { ...named('db-01'), pending: named('web-03').pending };
    expect(reasons(server)['enable-password-logon']).toBeUndefined();
  });

  test('of a practice server nothing leads out of Latchkey', () => {
    const server = named('web-01');
    const outside = ['open-terminal', 'copy', 'ssh-config'];
    expect(outside.map((id) => reasons(server)[id])).toEqual([undefined, undefined, undefined]);
    actions = new ServerActions(
      (message) => told.push(message),
      () => true,
      (regionId) => regionId !== server.regionId,
    );
    for (const id of outside) expect(reasons(server)[id]).toMatch(/^Practice servers/);
  });

  test('offer to finish what is pending instead of a plain restart', () => {
    const labels = serverRowActions(named('web-03'), keyPairs, actions)
      .flat()
      .map(({ label }) => label);
    expect(labels).toContain('Finish What Is Pending');
    expect(labels).not.toContain('Restart');
  });

  test('offer to repair where a check has found something that can be put right', () => {
    const web = named('web-01');
    const isOffered = (drift: Server['drift']): boolean => 'repair' in reasons({ ...web, drift });
    expect(isOffered(null)).toBe(false);
    expect(isOffered(driftOf(web))).toBe(true);
    expect(isOffered({ ...driftOf(web), binding: 'bound' })).toBe(false);
    expect(isOffered({ ...driftOf(web), binding: 'line-shadowed' })).toBe(false);
    const all = serverRowActions({ ...web, drift: driftOf(web) }, keyPairs, actions).flat();
    all.find(({ id }) => id === 'repair')?.onselect();
    expect(actions.dialog?.kind).toBe('repair');
  });

  test('without any key pair there is nothing to attach', () => {
    const [attach] = serverRowActions(named('db-01'), [], actions).flat();
    expect(attach?.disabledReason).toMatch(/no key pair/);
  });

  test('open their dialogs', () => {
    const all = serverRowActions(named('web-01'), keyPairs, actions).flat();
    const opened = ['attach', 'detach', 'restart', 'enable-password-logon', 'edit', 'remove'].map((id) => {
      all.find((action) => action.id === id)?.onselect();
      return actions.dialog?.kind;
    });
    expect(opened).toEqual([
      'attach-key-pair',
      'detach-server',
      'finish',
      'enable-password-logon',
      'edit',
      'remove',
    ]);
  });
});

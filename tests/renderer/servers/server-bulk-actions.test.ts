import { expect, test, vi } from 'vitest';
import { ServerActions } from '../../../renderer/servers/server-actions.svelte.ts';
import {
  notRestartables,
  notSelectables,
  restartable,
  selectable,
  serverBulkActions,
} from '../../../renderer/servers/server-bulk-actions.ts';
import type { BulkAction } from '../../../renderer/ui/bulk-action.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { keyPairs, sampleServer, servers } from '../../support/fake-bridge-samples.ts';

const actions = new ServerActions(() => undefined);
const [first, second] = keyPairs.map(({ id }) => id);
const on = (number: number, boundKeyPairId = first) =>
  sampleServer(number, { boundKeyPairId: boundKeyPairId ?? null });

function action(id: string, selected: Parameters<typeof serverBulkActions>[0]): BulkAction {
  const found = serverBulkActions(selected, keyPairs, actions).find((offered) => offered.id === id);
  if (!found) throw new Error(id);
  return found;
}

test('of one key pair on several servers, Detach begins with these chosen', () => {
  action('detach', [on(1), on(2)]).onselect();
  expect(actions.dialog).toMatchObject({
    kind: 'detach-server',
    keyPair: { id: first },
    chosen: [{ id: on(1).id }, { id: on(2).id }],
  });
});

test('of several key pairs, it is chosen which one is detached', () => {
  const { choices, disabledReason } = action('detach', [on(1), on(2, second), on(3)]);
  expect(disabledReason).toBeUndefined();
  expect(choices?.map(({ label }) => label)).toEqual(
    keyPairs.slice(0, 2).map(({ name }, index) => `“${name}” from ${index === 0 ? '2 servers' : '1 server'}`),
  );
  choices?.[1]?.onselect();
  expect(actions.dialog).toMatchObject({ keyPair: { id: second }, chosen: [{ id: on(2).id }] });
});

test('Check for Changes looks at those that were selected, and at no Windows machine among them', () => {
  const bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
  const windows = sampleServer(2, { os: { kind: 'windows', name: 'Windows' } });
  action('inspect', [on(1), windows, on(3)]).onselect();
  expect(bridge.calls).toMatchObject([
    { channel: 'servers:inspect', request: { serverIds: [on(1).id, on(3).id] } },
  ]);
  expect(actions.job?.plan.leftOut).toMatchObject([{ id: windows.id, label: windows.name }]);
  vi.unstubAllGlobals();
});

test('what none of them can take part in says why', () => {
  const windows = sampleServer(1, { os: { kind: 'windows', name: 'Windows' }, status: 'stopped' });
  expect(action('attach', [windows]).disabledReason).toBe('A key pair can be put on none of them.');
  expect(action('detach', [windows]).disabledReason).toBe('No key pair is bound to any of them.');
  expect(action('restart', [windows]).disabledReason).toBe('They are stopped.');
  const running = sampleServer(2, { os: windows.os });
  expect(action('restart', [running]).disabledReason).toBe('None of them can be restarted.');
  expect(action('restart', [running, on(3)]).disabledReason).toBeUndefined();
  expect(action('inspect', [windows]).disabledReason).toBe('None of them is a Linux server.');
  expect(serverBulkActions([on(1)], [], actions)[0]?.disabledReason).toBe(
    'There is no key pair in this region yet.',
  );
});

test('those that are not restarted are named with the reason', () => {
  const windows = sampleServer(1, { os: { kind: 'windows', name: 'Windows' } });
  const stopped = sampleServer(2, { status: 'stopped' });
  const selected = [windows, stopped, on(3)];
  expect(restartable(selected).map(({ id }) => id)).toEqual([on(3).id]);
  expect(notRestartables(selected).map(({ id }) => id)).toEqual([windows.id, stopped.id]);
  expect(notRestartables(selected).map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/Linux/),
    'It is stopped.',
  ]);
});

test('those that a key pair can’t be put on are named with the reason, and no others', () => {
  const left = notSelectables(servers).map(({ id }) => id);
  expect(left.length).toBeGreaterThan(0);
  expect([...selectable(servers).map(({ id }) => id), ...left].toSorted()).toEqual(
    servers.map(({ id }) => id).toSorted(),
  );
  expect(notSelectables(servers).every(({ reason }) => reason.length > 5)).toBe(true);
});

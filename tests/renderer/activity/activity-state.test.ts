import { afterEach, expect, test, vi } from 'vitest';
import { ActivityState } from '../../../renderer/activity/activity-state.svelte.ts';
import { durationText, whereText } from '../../../renderer/activity/activity-cells.ts';
import { FakeBridge, type FakeState } from '../../support/fake-bridge.ts';
import { sampleActivity, sampleEntry } from '../../support/fake-bridge-activity-samples.ts';

let bridge: FakeBridge;

function start(state: FakeState = {}): ActivityState {
  bridge = new FakeBridge(state);
  vi.stubGlobal('window', { latchkey: bridge });
  const activity = new ActivityState();
  activity.listen();
  return activity;
}

const ids = (activity: ActivityState): string[] => activity.shown.map(({ id }) => id);

afterEach(() => {
  vi.unstubAllGlobals();
});

test('lists what was done, and says why it could not', async () => {
  const activity = start();
  bridge.refuse('activity:list', { code: 'store-damaged' });
  await activity.load();
  expect(activity.status).toBe('failed');
  await activity.load();
  expect(activity.status).toBe('ready');
  expect(ids(activity)).toEqual(sampleActivity.map(({ id }) => id));
});

test('an action that begins comes first, and is replaced when it ends', async () => {
  const activity = start();
  await activity.load();
  const entry = sampleEntry(90, { outcome: 'running', finishedAt: null });
  bridge.emit('activity:changed', entry);
  bridge.emit('activity:changed', { ...entry, outcome: 'failed' });
  expect(activity.shown[0]).toMatchObject({ id: entry.id, outcome: 'failed' });
  expect(activity.shown).toHaveLength(sampleActivity.length + 1);
});

test('what is told while the list is on its way is not lost', async () => {
  const activity = start();
  const loading = activity.load();
  bridge.emit('activity:changed', sampleEntry(90));
  await loading;
  expect(ids(activity)[0]).toBe(sampleEntry(90).id);
});

test('is read again without going away, also where it could not be read', async () => {
  const activity = start();
  await activity.load();
  const again = activity.load();
  expect(activity.status).toBe('ready');
  bridge.emit('activity:changed', sampleEntry(90));
  await again;
  expect(ids(activity)).toEqual([sampleEntry(90).id, ...sampleActivity.map(({ id }) => id)]);
});

test('filters by action, outcome and words of any name', async () => {
  const activity = start();
  await activity.load();
  const shown = (): string[] => activity.shown.map(({ kind }) => kind);
  activity.choose({ kind: 'bind' });
  expect(shown()).toEqual(['bind']);
  activity.choose({ kind: null, outcome: 'failed' });
  expect(shown()).toEqual(['delete-key-pair']);
  activity.choose({ outcome: null, text: 'DB-01 anna' });
  expect(shown()).toEqual(['bind', 'accept-host-key']);
});

test('words also find a job by a server that its entry does not name', async () => {
  const many = sampleEntry(90, { serverNames: ['a', 'b', 'c'], serverCount: 4 });
  const activity = start({ activity: [many, ...sampleActivity] });
  await activity.load();
  const call = bridge.call.bind(bridge);
  vi.spyOn(bridge, 'call').mockImplementation((channel, request) =>
    channel === 'activity:search' && (request as { text: string }).text === 'zulu'
      ? Promise.resolve({ ok: true, value: [many.id] })
      : call(channel, request),
  );
  activity.choose({ text: 'zulu' });
  expect(ids(activity)).toEqual([]);
  await vi.waitFor(() => expect(ids(activity)).toEqual([many.id]));
  activity.choose({ kind: 'delete-key-pair' });
  expect(ids(activity)).toEqual([]);
  activity.choose({ kind: null, text: 'nobody' });
  expect(ids(activity)).toEqual([]);
});

test('a duration is in seconds, then minutes, and never negative', () => {
  const took = (ms: number): string => durationText({ startedAt: 5000, finishedAt: 5000 + ms });
  expect([took(1200), took(90_000), took(-5)]).toEqual(['1.2 sec', '1.5 min', '0 sec']);
  expect(durationText({ startedAt: 1, finishedAt: null })).toBe('');
});

test('many servers are named in part', () => {
  const entry = sampleEntry(1, { serverNames: ['a', 'b', 'c'], serverCount: 1000 });
  expect(whereText(entry)).toBe('a, b, c and 997 more');
});

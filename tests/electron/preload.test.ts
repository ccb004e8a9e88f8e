import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { channels, eventNames, type Channel, type EventName } from '../../shared/ipc/channels.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { contextBridge, ipcRenderer } from '../fakes/electron.ts';

vi.mock('electron', () => import('../fakes/electron.ts'));

let bridge: Bridge;

beforeAll(async () => {
  await import('../../electron/preload.ts');
  bridge = contextBridge.exposed.get('latchkey') as Bridge;
});

beforeEach(() => {
  ipcRenderer.invoked.length = 0;
});

it('E6: puts exactly one object on the page, frozen, with nothing but two functions', () => {
  expect([...contextBridge.exposed.keys()]).toEqual(['latchkey']);
  expect(Object.isFrozen(bridge)).toBe(true);
  expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
    ['call', 'function'],
    ['on', 'function'],
  ]);
});

it('forwards each channel of the list with its one payload', async () => {
  for (const channel of channels) await bridge.call(channel, { text: channel });
  expect(ipcRenderer.invoked).toEqual(channels.map((channel) => [channel, { text: channel }]));
});

it.each([
  'key-pairs:export',
  'ELECTRON_BROWSER_REQUIRE',
  '__proto__',
  'toString',
  '',
  'constructor',
  undefined,
  {},
])('E12: refuses the unlisted channel %s and sends nothing', async (name) => {
  const reply = await bridge.call(name as Channel, {});
  expect(reply).toEqual({ ok: false, error: { code: 'request-invalid' } });
  expect(ipcRenderer.invoked).toEqual([]);
});

it.each(eventNames)(
  'E6: gives a listener of %s the payload alone, until it ends the subscription',
  (event) => {
    const heard: unknown[][] = [];
    const end = bridge.on(event, (...given: unknown[]) => heard.push(given));
    ipcRenderer.emit(event, { sender: ipcRenderer }, { a: 1 }, 'more');
    end();
    ipcRenderer.emit(event, { sender: ipcRenderer }, { a: 2 });
    expect(heard).toEqual([[{ a: 1 }]]);
  },
);

it('E12: listens to no unlisted event', () => {
  const heard: unknown[] = [];
  bridge.on('ELECTRON_INTERNAL' as EventName, (payload) => heard.push(payload))();
  bridge.on('ELECTRON_INTERNAL' as EventName, (payload) => heard.push(payload));
  ipcRenderer.emit('ELECTRON_INTERNAL', {}, 'x');
  expect(heard).toEqual([]);
});

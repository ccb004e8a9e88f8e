import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import {
  channels,
  droppedFileChannel,
  eventNames,
  type Channel,
  type EventName,
} from '../../shared/ipc/channels.ts';
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

it('E6: puts exactly one object on the page, frozen, with nothing but three functions', () => {
  expect([...contextBridge.exposed.keys()]).toEqual(['latchkey']);
  expect(Object.isFrozen(bridge)).toBe(true);
  expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
    ['call', 'function'],
    ['on', 'function'],
    ['readDroppedFile', 'function'],
  ]);
});

it('forwards each channel of the list with its one payload', async () => {
  const open = channels.filter((channel) => channel !== droppedFileChannel);
  for (const channel of open) await bridge.call(channel, { text: channel });
  expect(ipcRenderer.invoked).toEqual(open.map((channel) => [channel, { text: channel }]));
});

it('E12: a page names no path: that of a dropped file is read off the file', async () => {
  const request = { path: '/home/anna/.ssh/id_rsa' };
  expect(await bridge.call(droppedFileChannel, request)).toEqual({
    ok: false,
    error: { code: 'request-invalid' },
  });
  expect(ipcRenderer.invoked).toEqual([]);
  expect(await bridge.readDroppedFile(new File(['made by a script'], ''))).toEqual({
    ok: false,
    error: { code: 'file-not-readable' },
  });
  expect(ipcRenderer.invoked).toEqual([]);
  await bridge.readDroppedFile(new File(['of no interest'], 'id_ed25519'));
  expect(ipcRenderer.invoked).toEqual([[droppedFileChannel, { path: '/dropped/id_ed25519' }]]);
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

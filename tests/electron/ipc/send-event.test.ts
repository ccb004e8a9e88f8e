import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { createSendEvent } from '../../../electron/ipc/send-event.ts';
import { RegionId } from '../../../shared/model/ids.ts';

const regionId = RegionId.parse('5d5c6f0a-7f6b-4b5e-9d0a-3a2f1c9e8b7d');

/** A window that keeps what it was sent; closed ones throw at a touch of their page, as Electron's do. */
function openWindow({ closed = false, crashed = false } = {}) {
  const sent: unknown[][] = [];
  const logged: unknown[] = [];
  const webContents = { isDestroyed: () => crashed, send: (...message: unknown[]) => sent.push(message) };
  const window = {
    isDestroyed: () => closed,
    get webContents() {
      if (closed) throw new TypeError('Object has been destroyed');
      return webContents;
    },
  } as unknown as BrowserWindow;
  const log = { error: (what: string) => logged.push(what) };
  return { sent, logged, sendEvent: createSendEvent({ currentWindow: () => window, log }) };
}

it('sends an event with what the contract names of its payload, and no more', () => {
  const { sent, sendEvent } = openWindow();
  const payload = { regionId, privateKey: 'secret' };
  sendEvent('key-pairs:changed', payload);
  expect(sent).toEqual([['key-pairs:changed', { regionId }]]);
});

it('logs a payload that breaks the contract and sends nothing', () => {
  const { sent, logged, sendEvent } = openWindow();
  sendEvent('key-pairs:changed', { regionId: 'none' as RegionId });
  expect(sent).toEqual([]);
  expect(logged).toEqual(['key-pairs:changed']);
});

it('drops an event when the window is closed, its page is gone, or there never was one', () => {
  const closed = openWindow({ closed: true });
  const crashed = openWindow({ crashed: true });
  for (const { sendEvent } of [closed, crashed]) sendEvent('key-pairs:changed', { regionId });
  const log = { error: () => undefined };
  createSendEvent({ currentWindow: () => undefined, log })('key-pairs:changed', { regionId });
  expect([...closed.sent, ...crashed.sent]).toEqual([]);
});

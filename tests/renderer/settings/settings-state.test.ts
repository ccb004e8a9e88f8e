import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SettingsState } from '../../../renderer/settings/settings-state.svelte.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';

let bridge: FakeBridge;
let settings: SettingsState;

beforeEach(async () => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
  settings = new SettingsState();
  await settings.load();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a change holds at once', async () => {
  await settings.change({ theme: 'dark' });
  expect(settings.view?.settings.theme).toBe('dark');
  await settings.setFolder('settings:choose-downloads-folder');
  expect(settings.view?.downloadsFolder).toBe('/home/anna/Keys');
  await settings.setFolder('settings:reset-downloads-folder');
  expect(settings.view?.downloadsFolder).toBe('/home/anna/Downloads');
});

test('a change that fails leaves what holds, and says why until the next', async () => {
  bridge.refuse('settings:set', { code: 'disk-full' });
  await settings.change({ theme: 'dark' });
  expect(settings.view?.settings.theme).toBe('system');
  expect(settings.error).toMatchObject({ code: 'disk-full' });
  await settings.change({ theme: 'light' });
  expect(settings.error).toBeUndefined();
});

test('forgetting host keys counts none afterwards, and fails aloud', async () => {
  bridge.refuse('settings:forget-host-keys', { code: 'disk-full' });
  await expect(settings.forgetHostKeys()).rejects.toThrow('disk-full');
  await settings.forgetHostKeys();
  expect(settings.view?.pinnedHostKeys).toBe(0);
});

test('checking the keychain says its state', async () => {
  const checking = settings.checkKeychain();
  expect(settings.isChecking).toBe(true);
  await checking;
  expect([settings.isChecking, settings.keychain]).toEqual([false, 'working']);
});

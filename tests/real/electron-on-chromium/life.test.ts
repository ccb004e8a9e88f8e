import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { launchSample, sample, standIn, type Launched } from './launch.ts';

let launched: Launched;

beforeEach(async () => {
  launched = await launchSample();
});

afterEach(() => launched.close());

/** Starts a second instance on the same user data; gives its exit code. */
async function startAgain(word: string): Promise<unknown> {
  const args = [sample, `--user-data-dir=${launched.userData}`, word];
  const second = spawn(join(standIn, 'electron'), args, { env: launched.env, stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as unknown[];
  return code;
}

/** Chromium's processes are known by the profile on their command line, which is in our own folder. */
function chromiumProcesses(): string[] {
  return readdirSync('/proc').filter((pid) => {
    const path = join('/proc', pid, 'cmdline');
    if (!/^\d+$/.test(pid) || !existsSync(path)) return false;
    try {
      return readFileSync(path, 'utf8').includes(`--user-data-dir=${launched.folder}/electron-on-chromium-`);
    } catch {
      return false;
    }
  });
}

const profiles = () =>
  readdirSync(launched.folder).filter((name) => name.startsWith('electron-on-chromium-'));

test('the main process sees an application of Electron', async () => {
  const found = await launched.app.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    path: app.getAppPath(),
    userData: app.getPath('userData'),
    downloads: app.getPath('downloads'),
    isPackaged: app.isPackaged,
    type: process.type,
    hasVersions: /^\d+/.test(process.versions.electron) && /^\d+/.test(process.versions.chrome),
  }));
  expect(found).toEqual({
    name: 'Sample',
    version: '1.2.3',
    path: sample,
    userData: launched.userData,
    downloads: join(launched.folder, 'Downloads'),
    isPackaged: false,
    type: 'browser',
    hasVersions: true,
  });
});

test('a second instance goes, and the first is told of it; a lock left behind does not count', async () => {
  expect(await startAgain('--hello')).toBe(3);
  await vi.waitFor(async () => expect((await launched.seen()).secondInstances).toEqual(['--hello']), 30_000);
  const first = launched.app.process();
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await ended;
  const args = [sample, `--user-data-dir=${launched.userData}`];
  const next = spawn(join(standIn, 'electron'), args, { env: launched.env, stdio: 'ignore' });
  const lock = join(launched.userData, 'SingletonLock');
  await vi.waitFor(() => expect(readlinkSync(lock)).toMatch(`${String(next.pid)}-`), 30_000);
  next.kill('SIGTERM');
  expect(await once(next, 'exit')).toEqual([0, null]);
});

test('Chromium and its profile go when the main process is killed', async () => {
  expect(chromiumProcesses()).not.toEqual([]);
  expect(profiles()).toHaveLength(1);
  launched.app.process().kill('SIGKILL');
  await vi.waitFor(() => expect([chromiumProcesses(), profiles()]).toEqual([[], []]), 30_000);
});

test('quitting asks, closes the windows, and ends with 0', async () => {
  const ended = once(launched.app.process(), 'exit');
  const events = await launched.app.evaluate(({ app, BrowserWindow }) => {
    const told: string[] = [];
    BrowserWindow.getAllWindows()[0]?.once('close', (event) => {
      told.push('kept open');
      event.preventDefault();
    });
    app.quit();
    return [...told, String(BrowserWindow.getAllWindows().length)];
  });
  expect(events).toEqual(['kept open', '1']);
  await launched.app.evaluate(({ app }) => app.quit());
  expect(await ended).toEqual([0, null]);
  await vi.waitFor(() => expect([chromiumProcesses(), profiles()]).toEqual([[], []]), 30_000);
});

test('app.exit ends with its code', async () => {
  const ended = once(launched.app.process(), 'exit');
  void launched.app.evaluate(({ app }) => setTimeout(() => app.exit(7))).catch(() => undefined);
  expect(await ended).toEqual([7, null]);
});

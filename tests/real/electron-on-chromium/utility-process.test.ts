import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forkUtilityProcess, utilityProcessApi } from '../../support/electron-on-chromium/utility-process.ts';
import { launchSample, sample, type Launched } from './launch.ts';

const entry = join(sample, 'utility.ts');
let launched: Launched;

beforeEach(async () => {
  launched = await launchSample();
});

afterEach(() => launched.close());

test('speaks with the application by structured clones, as soon as it is forked', async () => {
  const heard = await launched.app.evaluate(async ({ utilityProcess }, path) => {
    const child = utilityProcess.fork(path, ['an argument'], { stdio: 'ignore', serviceName: 'Sample' });
    child.postMessage({ bytes: new Uint8Array([1, 2]), nothing: undefined, key: '🔑' });
    const message = await new Promise<{ data: { bytes: unknown } }>((resolve) =>
      child.once('message', resolve),
    );
    const pid = child.pid;
    child.kill();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    return {
      ...message,
      areBytes: message.data.bytes instanceof Uint8Array,
      hadPid: typeof pid,
      code,
      pid: String(child.pid),
    };
  }, entry);
  expect(heard).toMatchObject({ ports: 0, args: ['an argument'], areBytes: true, data: { key: '🔑' } });
  expect(heard).toMatchObject({ hadPid: 'number', code: 15, pid: 'undefined' });
});

test('tells of its end with its code', async () => {
  const code = await launched.app.evaluate(({ utilityProcess }, path) => {
    const child = utilityProcess.fork(path);
    child.postMessage('exit');
    return new Promise((resolve) => child.once('exit', resolve));
  }, entry);
  expect(code).toBe(5);
});

test('ends with the application, also when that is killed', async () => {
  const pid = await launched.app.evaluate(async ({ utilityProcess }, path) => {
    const child = utilityProcess.fork(path);
    await new Promise((resolve) => child.once('spawn', () => resolve(undefined)));
    return child.pid;
  }, entry);
  expect(existsSync(`/proc/${String(pid)}`)).toBe(true);
  launched.app.process().kill('SIGKILL');
  await vi.waitFor(() => expect(existsSync(`/proc/${String(pid)}`)).toBe(false), 10_000);
});

test('what is not served throws', () => {
  expect(() => utilityProcessApi(() => false).fork(entry)).toThrow('before app is ready');
  expect(() => forkUtilityProcess('')).toThrow('Missing UtilityProcess entry script.');
  expect(() => forkUtilityProcess(entry, [], { stdio: 'pipe' })).toThrow('not served by the stand-in');
  expect(() => forkUtilityProcess(entry, [], { execArgv: ['--inspect'] })).toThrow('ForkOptions.execArgv');
  const child = forkUtilityProcess(entry);
  expect(() => child.on('close' as 'exit', () => undefined)).toThrow("UtilityProcess.on('close')");
  expect(() => child.postMessage(() => undefined)).toThrow('could not be cloned');
  expect(child.kill()).toBe(false);
  child.once('spawn', () => child.kill());
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../electron/log.ts';

let folder: string;
let logs: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'));
  logs = join(folder, 'logs');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = (name = 'latchkey.log') => readFileSync(join(logs, name), 'utf8');

it('writes one JSON object a line, an error with its causes', () => {
  const log = createLog(logs);
  log.info('started');
  log.error('key-pairs:create', new Error('outer', { cause: new TypeError('inner') }));
  const [first, second] = read()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toMatchObject({ level: 'info', what: 'started' });
  expect(second).toMatchObject({
    level: 'error',
    what: 'key-pairs:create',
    error: { name: 'Error', message: 'outer', cause: { name: 'TypeError', message: 'inner' } },
  });
});

it('M3: is readable by its user alone, also when the file was there with a wider mode', () => {
  createLog(logs).info('a');
  expect([statSync(logs).mode & 0o777, statSync(join(logs, 'latchkey.log')).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
  rmSync(join(logs, 'latchkey.log'));
  writeFileSync(join(logs, 'latchkey.log'), '', { mode: 0o644 });
  createLog(logs).info('b');
  expect(statSync(join(logs, 'latchkey.log')).mode & 0o777).toBe(0o600);
});

it('keeps one file of at most 1 MB and the one before it', () => {
  const log = createLog(logs);
  const long = 'word '.repeat(3000);
  for (let entry = 0; entry < 200; entry += 1) log.info(long);
  expect(readdirSync(logs).sort()).toEqual(['latchkey.log', 'latchkey.log.1']);
  for (const name of readdirSync(logs))
    expect(statSync(join(logs, name)).size).toBeLessThanOrEqual(1024 * 1024);
});

it('lets nothing fail because it can not write', () => {
  writeFileSync(logs, 'a file where the folder should be');
  expect(() => createLog(logs).error('x', new Error('y'))).not.toThrow();
});

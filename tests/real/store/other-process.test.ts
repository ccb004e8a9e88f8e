import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../electron/store/sqlite-store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-process-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('M3: another process', () => {
  const module = join(import.meta.dirname, '../../../electron/store/sqlite-store.ts');
  const tell = `import(process.argv[1]).then(({ openStore }) => { openStore(process.argv[2]);
    process.stdout.write('opened'); process.kill(process.pid, 'SIGKILL'); })
    .catch((error) => process.stdout.write(error.code))`;
  const openElsewhere = (path: string) =>
    spawnSync(process.execPath, ['-e', tell, module, path], { encoding: 'utf8' }).stdout;

  test('can’t open a store that is open here', () => {
    const path = join(folder, 'data', 'latchkey.db');
    const store = openStore(path);
    expect(openElsewhere(path)).toBe('store-in-use');
    expect(store.regions.list()).toEqual([]);
    store.close();
    expect(openElsewhere(path)).toBe('opened');
  });

  test('that was killed leaves no lock behind', () => {
    const path = join(folder, 'data', 'latchkey.db');
    expect(openElsewhere(path)).toBe('opened');
    const store = openStore(path);
    expect(store.regions.list()).toEqual([]);
    store.close();
  });
});

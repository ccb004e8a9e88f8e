import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../electron/store/sqlite-store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-disk-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a program that sees the folder as something else, without anything being mounted for others. */
function bubblewrap(mount: readonly string[], ...program: string[]): string {
  const view = ['--dev-bind', '/', '/', ...mount, '--die-with-parent'];
  return execFileSync('bwrap', [...view, process.execPath, ...program], { encoding: 'utf8' });
}

describe('M2: on a full disk', () => {
  test('nothing acknowledged is lost, nothing is half there, and with room again all goes on', () => {
    const writer = fileURLToPath(new URL('./full-disk-writer.ts', import.meta.url));
    const smallDisk = ['--size', '3000000', '--tmpfs', folder];
    const result = JSON.parse(bubblewrap(smallDisk, writer, join(folder, 'data', 'latchkey.db'))) as {
      readonly added: number;
    };
    expect(result.added).toBeGreaterThan(10);
    expect(result).toEqual({
      atFirstStart: 'disk-full',
      madeOnFullDisk: false,
      added: result.added,
      code: 'disk-full',
      afterRefusal: result.added,
      reopened: expect.stringMatching(/^(none|disk-full)$/) as string,
      afterReopening: result.added,
      afterMakingRoom: result.added + 1,
    });
  });
});

describe('M2: on a disk that can only be read', () => {
  const tell = `import(process.argv[1]).then(({ openStore }) => openStore(process.argv[2]))
    .catch((error) => process.stdout.write(error.code))`;
  const module = join(import.meta.dirname, '../../../electron/store/sqlite-store.ts');

  test('a store is refused as such', () => {
    const path = join(folder, 'data', 'latchkey.db');
    openStore(path).close();
    expect(bubblewrap(['--ro-bind', folder, folder], '-e', tell, module, path)).toBe('store-read-only');
  });

  test('a new store is refused as such', () => {
    const path = join(folder, 'data', 'latchkey.db');
    mkdirSync(join(folder, 'data'), { mode: 0o700 });
    expect(bubblewrap(['--ro-bind', folder, folder], '-e', tell, module, path)).toBe('store-read-only');
  });
});

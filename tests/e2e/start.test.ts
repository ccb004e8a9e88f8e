import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

test('npm start without a display ends by itself, with a picture of the window', async () => {
  await rm('out/start.png', { force: true });
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const { stdout } = await promisify(execFile)('node', ['build/start.mjs'], { env });
  expect(stdout).toContain('No display here: opening on a virtual one');
  expect(stdout).toMatch(/Screenshot: .*start\.png\n$/);
  const png = await readFile('out/start.png');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800]);
  // An empty window comes to less than 5 kB.
  expect(png.length).toBeGreaterThan(15_000);
});

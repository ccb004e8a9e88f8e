import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { readFramebuffer } from './framebuffer.mjs';

/** Whether nobody could see a window that is opened here. */
export function isDisplayMissing() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
}

/** Starts Xvfb on a display that it finds free. It ends with this process, also when that is killed. */
export async function startVirtualDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-display-'));
  const screen = ['-screen', '0', '1360x880x24', '-fbdir', folder];
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'Xvfb', '-displayfd', '1', '-nocursor', '-nolisten', 'tcp', ...screen],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [number] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('Xvfb ended without giving a display'))),
  ]);
  const exited = once(child, 'exit');
  return {
    name: `:${number}`,
    picture: () => readFramebuffer(join(folder, 'Xvfb_screen0')),
    async stop() {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

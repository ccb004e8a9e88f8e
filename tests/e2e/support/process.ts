import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Application } from './application.ts';

const root = join(import.meta.dirname, '../../..');

/** Starts the product a second time, as the same user with the same folders. Answers with its exit code. */
export async function startSecondInstance({ electron, folders }: Application): Promise<number | null> {
  const { spawnfile, pid } = electron.process();
  const environ = await readFile(`/proc/${String(pid)}/environ`, 'utf8');
  const env = Object.fromEntries(
    environ
      .split('\0')
      .filter((entry) => entry.includes('='))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
  const args = ['--no-sandbox', root, `--user-data-dir=${folders.userData}`];
  const second = spawn(spawnfile, args, { cwd: folders.all, env, stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}

/** Ends the application as a power cut does. */
export async function kill({ electron }: Application): Promise<void> {
  const main = electron.process();
  const exited = once(main, 'exit');
  main.kill('SIGKILL');
  await exited;
}

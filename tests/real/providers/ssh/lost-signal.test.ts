import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { reloadFunctions } from '../../../../electron/providers/ssh/listener-scripts.ts';

/** As sshd does from when it is executed anew until it listens: a signal that comes meanwhile is nothing to it. */
const deafToTheFirst = `
$SIG{HUP} = sub { exec 'sleep', '1000' if ++$count == 2 };
$| = 1;
print "ready\\n";
sleep 1 while 1;
`;

it('C6: a listener that was deaf to the signal is told again', async () => {
  const listener = spawn('perl', ['-e', deafToTheFirst], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(listener.stdout, 'data');
    const pid = String(listener.pid);
    await promisify(execFile)('sh', ['-c', `${reloadFunctions}\nreload_listener "$1" ''`, 'sh', pid]);
    expect((await readFile(`/proc/${pid}/comm`, 'utf8')).trim()).toBe('sleep');
  } finally {
    listener.kill('SIGKILL');
  }
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

export interface ExecResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Exit codes of PID 1; see machine-init.sh. */
export const restartCode = 100;

/**
 * One boot of a machine: a process tree in its own mount, PID and UTS namespaces that dies with this process.
 * `unshare` rather than bubblewrap, which sets no_new_privs: sudo would not work inside.
 */
export class Machine {
  readonly #process: ChildProcess;
  /** Resolves with PID 1's exit code when the machine is down, however that came. */
  readonly down: Promise<number | null>;

  constructor(folder: string, hostname: string) {
    const unshare = ['unshare', '--mount', '--pid', '--uts', '--fork', '--kill-child'];
    const init = ['sh', join(import.meta.dirname, 'machine-init.sh'), folder, hostname];
    const log = openSync(join(folder, 'log/init.log'), 'a');
    this.#process = spawn('setpriv', ['--pdeathsig', 'KILL', ...unshare, ...init], {
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
    });
    closeSync(log);
    this.down = once(this.#process, 'exit').then(([code]) => code as number | null);
  }

  get isUp(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Runs a command line inside as root. */
  async exec(command: string): Promise<ExecResult> {
    const pid = String(this.#process.pid);
    const enter = ['-t', pid, '-m', '-u', `--pid=/proc/${pid}/ns/pid_for_children`];
    const child = spawn('nsenter', [...enter, '--', 'sh', '-c', command], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      buffer(child.stdout),
      buffer(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    return { code: code ?? -1, stdout: stdout.toString(), stderr: stderr.toString() };
  }

  /** Pulls the plug: every process inside is gone when this resolves, because `unshare` outlives its PID 1. */
  async kill(): Promise<void> {
    if (this.isUp) this.#killInit();
    await this.down;
  }

  #killInit(): void {
    const pid = String(this.#process.pid);
    const init = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]);
    if (init > 0) process.kill(init, 'SIGKILL');
    else this.#process.kill('SIGKILL');
  }
}

import type * as Electron from 'electron';
import type { ForkOptions, UtilityProcess } from 'electron';
import { fork, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { notServed, refuseOtherFields, ServedEmitter, serving } from './not-served.ts';

const servedOptions = ['cwd', 'env', 'execArgv', 'serviceName', 'stdio'];
const jsFlags = '--js-flags=';
const parentPort = new URL('./parent-port.ts', import.meta.url).href;

/** A process of Node's with the `process.parentPort` of a utility process. */
class UtilityProcessStandIn extends ServedEmitter {
  pid: number | undefined;
  readonly stdout = null;
  readonly stderr = null;
  private readonly child: ChildProcess;

  constructor(child: ChildProcess) {
    // `error` is what V8 gives up at in Electron; a process of Node's ends without a word.
    super('UtilityProcess', ['spawn', 'message', 'error', 'exit']);
    this.child = child;
    child.on('spawn', () => {
      this.pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message) => this.emit('message', message));
    child.on('exit', (code, signal) => {
      this.emit('exit', code ?? constants.signals[signal ?? 'SIGKILL']);
      this.pid = undefined;
    });
    // Whom it can't be sent to any more has ended, or is about to.
    child.on('error', () => undefined);
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) notServed('UtilityProcess.postMessage with ports');
    // As a structured clone is made: throws for what has none.
    const clone: unknown = structuredClone(message);
    if (this.child.connected) this.child.send(clone as object, () => undefined);
  }

  /** As Electron's: nothing before it is there. */
  kill(): boolean {
    if (this.pid === undefined) return false;
    return this.child.kill('SIGTERM');
  }
}

/** Electron's switch hands one on to V8; Node takes it as it is. */
function v8Flag(argument: string): string {
  if (!argument.startsWith(jsFlags)) notServed(`ForkOptions.execArgv ${argument}`);
  return argument.slice(jsFlags.length);
}

/** `utilityProcess.fork`, without asking whether the application is ready. */
export function forkUtilityProcess(
  modulePath: string,
  args: readonly string[] = [],
  options: ForkOptions = {},
): UtilityProcess {
  if (modulePath === '') throw new Error('Missing UtilityProcess entry script.');
  refuseOtherFields('ForkOptions', options, servedOptions);
  const { cwd, env, execArgv = [], stdio = 'inherit' } = options;
  const flags = execArgv.map(v8Flag);
  if (stdio !== 'inherit' && stdio !== 'ignore') notServed(`ForkOptions.stdio ${JSON.stringify(stdio)}`);
  const child = fork(modulePath, args, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: env as NodeJS.ProcessEnv }),
    execArgv: ['--disable-warning=ExperimentalWarning', ...flags, '--import', parentPort],
    serialization: 'advanced',
    stdio: ['ignore', stdio, stdio, 'ipc'],
  });
  return serving<UtilityProcess>('UtilityProcess', new UtilityProcessStandIn(child));
}

type Api = (typeof Electron)['utilityProcess'];

/** Electron's `utilityProcess`. */
export function utilityProcessApi(isReady: () => boolean): Api {
  return serving<Api>('utilityProcess', {
    fork: (modulePath: string, args?: string[], options?: ForkOptions) => {
      if (!isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
      return forkUtilityProcess(modulePath, args, options);
    },
  });
}

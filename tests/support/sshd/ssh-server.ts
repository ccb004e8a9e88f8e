import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UserAccount } from './accounts.ts';
import { hostKeyFingerprint, hostKeyLine, type HostKeyType } from './host-keys.ts';
import { writeMachine } from './machine-files.ts';
import { Machine, restartCode, type ExecResult } from './machine.ts';

export interface SshServerOptions {
  readonly hostname?: string;
  /** Without one, root can't log on with a password. With one, the default configuration permits it. */
  readonly rootPassword?: string;
  readonly rootShell?: string;
  readonly users?: readonly UserAccount[];
  /** Account name -> content of its ~/.ssh/authorized_keys. */
  readonly authorizedKeys?: Readonly<Record<string, string | Buffer>>;
  /** The whole sshd_config; Debian's default otherwise. */
  readonly sshdConfig?: string;
  /** File name -> text, in /etc/ssh/sshd_config.d. */
  readonly dropIns?: Readonly<Record<string, string>>;
  readonly hostKeyTypes?: readonly HostKeyType[];
  readonly logLevel?: 'VERBOSE' | 'DEBUG1' | 'DEBUG2' | 'DEBUG3';
  /** Whether `systemctl reload ssh` works; `service ssh reload` and SIGHUP always do. */
  readonly systemd?: boolean;
  /** How long a restart takes. */
  readonly downTimeMs?: number;
}

/** A throw-away machine with a real sshd: own accounts, homes, passwords and /etc/ssh; all else is read-only. */
export interface SshServer {
  readonly host: string;
  readonly port: number;
  /** The folder with the machine's own files, laid out as on the machine. */
  readonly root: string;
  /** What sshd has written so far. */
  log(): string;
  hostKeyFingerprint(type?: HostKeyType): Promise<string>;
  hostKey(type?: HostKeyType): Promise<{ readonly type: string; readonly blob: string }>;
  /** Of the machine's own files: /root, /home, /etc/ssh, /etc/passwd, ... also while it is off. */
  readFile(path: string): Promise<Buffer>;
  writeFile(path: string, content: string | Buffer): Promise<void>;
  /** Runs a command line inside as root. */
  exec(command: string): Promise<ExecResult>;
  /**
   * Does something that makes sshd listen anew (reload, restart, reboot) and waits for that. A second SIGHUP before it
   * kills the listener: sshd replaces itself with a fresh program, which has no handler yet.
   */
  untilListeningAfter(start: () => Promise<unknown>): Promise<void>;
  /** SIGHUP, and waits until it listens again. */
  reload(): Promise<void>;
  /** Ends the listener; open sessions go on. */
  stopSshd(): Promise<void>;
  startSshd(): Promise<void>;
  /** SIGSTOPs every process of the machine: its peers see a dead line. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Off and on again, as `reboot` on the machine does. */
  restart(): Promise<void>;
  powerOff(): Promise<void>;
  powerOn(): Promise<void>;
  /** How often it has come up. */
  readonly boots: number;
  /** Kills everything and removes the files. */
  stop(): Promise<void>;
}

/**
 * A loopback address of the machine's own with a free port on it: it stays free while the machine is down, because
 * no outgoing connection of this computer is ever made from it.
 */
async function chooseAddress(): Promise<{ host: string; port: number }> {
  const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(2, 255)}`;
  const server = createServer().listen(0, host);
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { host, port };
}

const listening = 'Server listening on';

class ThrowAwayServer implements SshServer {
  readonly host: string;
  readonly port: number;
  readonly root: string;
  readonly #folder: string;
  readonly #hostname: string;
  readonly #downTimeMs: number;
  #machine: Machine | undefined;
  #stopped = false;
  boots = 0;

  constructor(folder: string, address: { host: string; port: number }, options: SshServerOptions) {
    this.#folder = folder;
    this.root = join(folder, 'files');
    this.host = address.host;
    this.port = address.port;
    this.#hostname = options.hostname ?? 'web-1';
    this.#downTimeMs = options.downTimeMs ?? 0;
  }

  log(): string {
    return readFileSync(join(this.#folder, 'log/sshd.log'), 'utf8');
  }

  hostKeyFingerprint(type: HostKeyType = 'ed25519'): Promise<string> {
    return hostKeyFingerprint(join(this.root, 'etc/ssh'), type);
  }

  hostKey(type: HostKeyType = 'ed25519'): Promise<{ type: string; blob: string }> {
    return hostKeyLine(join(this.root, 'etc/ssh'), type);
  }

  readFile(path: string): Promise<Buffer> {
    return readFile(join(this.root, path));
  }

  writeFile(path: string, content: string | Buffer): Promise<void> {
    return writeFile(join(this.root, path), content);
  }

  exec(command: string): Promise<ExecResult> {
    if (this.#machine === undefined) throw new Error(`${this.#hostname} is off`);
    return this.#machine.exec(command);
  }

  async reload(): Promise<void> {
    await this.untilListeningAfter(() => this.exec('kill -HUP "$(cat /run/sshd.pid)"'));
  }

  async stopSshd(): Promise<void> {
    await this.exec(
      'pid=$(cat /run/sshd.pid); kill "$pid"; while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done',
    );
  }

  async startSshd(): Promise<void> {
    await this.untilListeningAfter(() => this.exec('/usr/local/sbin/start-sshd'));
  }

  async freeze(): Promise<void> {
    await this.exec('kill -STOP -1');
  }

  async thaw(): Promise<void> {
    await this.exec('kill -CONT -1');
  }

  async restart(): Promise<void> {
    await this.powerOff();
    await sleep(this.#downTimeMs);
    await this.powerOn();
  }

  async powerOff(): Promise<void> {
    const machine = this.#machine;
    this.#machine = undefined;
    await machine?.kill();
  }

  async powerOn(): Promise<void> {
    if (this.#machine !== undefined || this.#stopped) return;
    await this.untilListeningAfter(() => {
      const machine = new Machine(this.#folder, this.#hostname);
      this.#machine = machine;
      this.boots += 1;
      void machine.down.then((code) => this.#afterDown(machine, code));
      return Promise.resolve();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.powerOff();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The machine went down by itself: `reboot` brings it up again after the down time, `poweroff` does not. */
  async #afterDown(machine: Machine, code: number | null): Promise<void> {
    if (this.#machine !== machine) return;
    this.#machine = undefined;
    if (code !== restartCode) return;
    await sleep(this.#downTimeMs);
    await this.powerOn();
  }

  async untilListeningAfter(start: () => Promise<unknown>): Promise<void> {
    const offset = this.log().length;
    await start();
    for (let waited = 0; waited < 10_000; waited += 5) {
      if (this.log().includes(listening, offset)) return;
      await sleep(5);
    }
    const init = readFileSync(join(this.#folder, 'log/init.log'), 'utf8');
    throw new Error(`sshd did not come up:\n${init}${this.log().slice(offset)}`);
  }
}

const defaults = {
  hostname: 'web-1',
  users: [],
  authorizedKeys: {},
  dropIns: {},
  hostKeyTypes: ['ed25519', 'ecdsa', 'rsa'],
  systemd: false,
} as const;

/** As command line options, so that the configuration is the test's alone. */
function sshdOptions({ host, port }: { host: string; port: number }, logLevel = 'VERBOSE'): string {
  return `-E /run/machine/sshd.log -o LogLevel=${logLevel} -o ListenAddress=${host}:${port}`;
}

/** Starts one. Needs root: a real sshd changes users. */
export async function startSshServer(options: SshServerOptions = {}): Promise<SshServer> {
  if (process.getuid?.() !== 0) throw new Error('throw-away servers need root');
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-machine-'));
  const address = await chooseAddress();
  await writeMachine(folder, {
    ...defaults,
    ...options,
    sshdOptions: sshdOptions(address, options.logLevel),
  });
  const server = new ThrowAwayServer(folder, address, options);
  await server.powerOn();
  return server;
}

import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { startSshServer, type SshServer, type SshServerOptions } from '../support/sshd/ssh-server.ts';
import type { Fault, TimerState } from './fault-case.ts';

const home = '/root';
const config = '/etc/ssh';

/** A few pages of memory: full at once, and nothing but the machine's own. */
const onSmallDisk = (folder: string): string =>
  `mode=$(stat -c %a ${folder}); mkdir -p /tmp/disk && mount -t tmpfs -o size=512k,mode=$mode disk /tmp/disk &&
   cp -a ${folder}/. /tmp/disk/ && mount --move /tmp/disk ${folder} && rmdir /tmp/disk`;

const fill = (folder: string): string => `cat /dev/zero >${folder}/fill 2>/dev/null; :`;

function disksOf(fault: Fault): readonly string[] {
  if (fault === 'disk-full' || fault === 'read-only') return [home, config];
  return fault.startsWith('config') ? [config] : [];
}

/** A throw-away machine on which things go wrong at a moment of a test's choice. */
export class FaultyMachine {
  readonly server: SshServer;

  private constructor(server: SshServer) {
    this.server = server;
  }

  static async start(options: SshServerOptions, fault: Fault, timer: TimerState): Promise<FaultyMachine> {
    const machine = new FaultyMachine(await startSshServer({ ...options, hostKeyTypes: ['ed25519'] }));
    for (const folder of disksOf(fault)) await machine.#must(onSmallDisk(folder));
    if (timer === 'detached') await machine.#must('mount --bind /dev/null /usr/bin/setsid');
    return machine;
  }

  /** Everything but what happens to the line and to the application. */
  async strike(fault: Fault): Promise<void> {
    for (const folder of disksOf(fault)) {
      await this.#must(fault.endsWith('full') ? fill(folder) : `mount -o remount,ro ${folder}`);
    }
    if (fault === 'sshd-stopped') await this.server.stopSshd();
    if (fault === 'power') await this.server.restart();
  }

  async killTimer(): Promise<void> {
    await this.server.exec("pkill -KILL -f '^sh /run/latchkey-rollback/timer'");
  }

  /** Makes the time of a timer that is there be up, and waits until it has done its work. */
  async fireTimer(): Promise<void> {
    await this.server.exec('kill -USR1 "$(cat /run/latchkey-rollback/pid)"');
    const isBusy = '[ -e /run/latchkey-rollback ] && [ ! -e /run/latchkey-rollback/failed ]';
    const wait = `n=200; while ${isBusy} && [ $n -gt 0 ]; do sleep 0.1; n=$((n - 1)); done`;
    await this.server.exec(wait);
  }

  /** What an administrator does who finds a full disk, or a service that is not running. */
  async heal(fault: Fault): Promise<void> {
    for (const folder of disksOf(fault)) {
      await this.#must(fault.endsWith('full') ? `rm -f ${folder}/fill` : `mount -o remount,rw ${folder}`);
    }
    if (fault === 'sshd-stopped' && !(await this.listens())) await this.server.startSshd();
  }

  /** Whether somebody greets who connects. */
  async listens(): Promise<boolean> {
    const { host, port } = this.server;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (await greets(host, port)) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  }

  async authorizedKeys(): Promise<Buffer> {
    const { stdout } = await this.server.exec(`base64 ${home}/.ssh/authorized_keys`);
    return Buffer.from(stdout, 'base64');
  }

  /** A digest of everything that decides how sshd behaves. */
  async configuration(): Promise<string> {
    const { stdout } = await this.server.exec(
      `cd ${config} && find . -type f ! -name fill ! -name '.latchkey*' | sort | xargs sha256sum`,
    );
    return createHash('sha256').update(stdout).digest('hex');
  }

  /** Temporary files, folders of timers and their processes. */
  async leftovers(): Promise<readonly string[]> {
    const { stdout } = await this.server.exec(
      `find ${home} ${config} -name '.latchkey*'; ls -d /run/latchkey* 2>/dev/null
       ps -eo args | grep '^sh /run/latchkey'`,
    );
    return stdout.split('\n').filter((line) => line !== '');
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  async #must(command: string): Promise<void> {
    const { code, stderr } = await this.server.exec(command);
    if (code !== 0) throw new Error(`${command}: ${stderr}`);
  }
}

function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (chunk) => {
      resolve(chunk.toString('latin1').startsWith('SSH-2.0'));
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(false));
  });
}

import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ThrowAwayProcess } from './throw-away-process.ts';

const prompter = '/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service';

/** Without the machine's own service folders nothing is started behind a test's back. */
const configuration = (socket: string, services: string) => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** A D-Bus session bus of its own, which knows no services but the ones it is given. */
export class SessionBus {
  readonly address: string;
  readonly #process: ThrowAwayProcess;

  private constructor(address: string, process: ThrowAwayProcess) {
    this.address = address;
    this.#process = process;
  }

  /** With `canPrompt` the desktop's password dialog is started when a service wants to ask the user. */
  static async start(folder: string, env: NodeJS.ProcessEnv, canPrompt: boolean): Promise<SessionBus> {
    const services = join(folder, 'services');
    const config = join(folder, 'session.conf');
    const socket = join(folder, 'bus');
    await mkdir(services);
    await writeFile(config, configuration(socket, services));
    if (canPrompt) await copyFile(prompter, join(services, 'org.gnome.keyring.SystemPrompter.service'));
    const args = [`--config-file=${config}`, '--nofork', '--print-address'];
    const process = new ThrowAwayProcess('dbus-daemon', args, env);
    await process.firstLine();
    return new SessionBus(`unix:path=${socket}`, process);
  }

  /** Calls a method with `dbus-send` and gives back what it prints. */
  async call(service: string, path: string, method: string, ...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(
      'dbus-send',
      [`--bus=${this.address}`, '--print-reply=literal', `--dest=${service}`, path, method, ...args],
      { timeout: 5000 },
    );
    return stdout.trim();
  }

  async hasOwner(service: string): Promise<boolean> {
    const method = 'org.freedesktop.DBus.NameHasOwner';
    const reply = await this.call('org.freedesktop.DBus', '/', method, `string:${service}`);
    return reply.endsWith('true');
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestKey } from '../../support/sshd/target.ts';
import { timed } from '../comparison.ts';
import type { Fleet } from './fleet.ts';

const programs: Readonly<Record<string, string>> = {
  ansible: '/usr/bin/ansible',
  'openssh-client': '/usr/bin/ssh-copy-id',
  findutils: '/usr/bin/xargs',
};

/** The command that installs what is missing; undefined when nothing is. */
export function missingRivals(): string | undefined {
  const missing = Object.keys(programs).filter((name) => !existsSync(programs[name] ?? ''));
  return missing.length === 0 ? undefined : `apt-get install --yes ${missing.join(' ')}`;
}

/** The same key put on the same servers by what people use; all log on with the key that is there already. */
export class Rivals {
  readonly #fleet: Fleet;
  readonly #key: TestKey;
  readonly #publicLine: string;
  #agent: Readonly<Record<string, string>> = {};

  /** @param key the one that they put on the servers */
  constructor(fleet: Fleet, key: TestKey) {
    this.#fleet = fleet;
    this.#key = key;
    this.#publicLine = key.publicLine.trim();
  }

  async prepare(): Promise<void> {
    const { folder, existingKeyFile } = this.#fleet;
    // ssh-copy-id looks first whether the key opens the server already.
    await writeFile(join(folder, 'new'), this.#key.privateKey, { mode: 0o600 });
    await writeFile(join(folder, 'new.pub'), `${this.#publicLine}\n`);
    await writeFile(join(folder, 'inventory'), this.#inventory());
    await writeFile(join(folder, 'ansible.cfg'), this.#ansibleConfig());
    await mkdir(join(folder, 'home/.ssh'), { recursive: true, mode: 0o700 });
    const words = await run('ssh-agent', ['-s'], {});
    const value = (name: string): string => new RegExp(`${name}=([^;]+);`).exec(words)?.[1] ?? '';
    this.#agent = { SSH_AUTH_SOCK: value('SSH_AUTH_SOCK'), SSH_AGENT_PID: value('SSH_AGENT_PID') };
    await run('ssh-add', ['-q', existingKeyFile], this.#agent);
  }

  /** As Debian ships it, but for 50 servers at a time; each turn makes its connections anew. */
  async ansible(): Promise<number> {
    const { folder } = this.#fleet;
    const line = `user=root key='${this.#publicLine}'`;
    const args = ['all', '-i', join(folder, 'inventory'), '-f', '50', '-m', 'ansible.posix.authorized_key'];
    const env = { ANSIBLE_CONFIG: join(folder, 'ansible.cfg'), HOME: join(folder, 'home') };
    const ms = await this.#turn(() => run('ansible', [...args, '-a', line], env));
    await this.#endConnections();
    return ms;
  }

  sshCopyId(atOnce: number): Promise<number> {
    const addresses = this.#fleet.servers.map(({ host, port }) => `${host} ${String(port)}\n`).join('');
    const script = 'ssh-copy-id -i "$1" -o UserKnownHostsFile="$2" -p "$4" "root@$3" >/dev/null 2>&1';
    const files = [join(this.#fleet.folder, 'new.pub'), this.#fleet.knownHostsFile];
    const args = ['-n', '2', '-P', String(atOnce), 'sh', '-c', script, 'sh', ...files];
    const env = { ...this.#agent, HOME: join(this.#fleet.folder, 'home') };
    return this.#turn(() => run('xargs', args, env, addresses));
  }

  async stop(): Promise<void> {
    const { SSH_AGENT_PID: pid } = this.#agent;
    if (pid) process.kill(Number(pid));
    await Promise.resolve();
  }

  async #turn(work: () => Promise<unknown>): Promise<number> {
    await this.#fleet.reset();
    const ms = await timed(work);
    await this.#fleet.mustHold(this.#publicLine);
    return ms;
  }

  #inventory(): string {
    const { servers, existingKeyFile } = this.#fleet;
    return servers
      .map(({ host, port }, index) =>
        [
          `web-${String(index)} ansible_host=${host} ansible_port=${String(port)} ansible_user=root`,
          `ansible_ssh_private_key_file=${existingKeyFile} ansible_python_interpreter=/usr/bin/python3\n`,
        ].join(' '),
      )
      .join('');
  }

  #ansibleConfig(): string {
    const { folder, knownHostsFile } = this.#fleet;
    return `[ssh_connection]\nssh_extra_args = -o UserKnownHostsFile=${knownHostsFile}\ncontrol_path_dir = ${join(folder, 'cp')}\n`;
  }

  async #endConnections(): Promise<void> {
    const folder = join(this.#fleet.folder, 'cp');
    const sockets = await readdir(folder).catch(() => []);
    for (const socket of sockets)
      await run('ssh', ['-O', 'exit', '-S', join(folder, socket), 'x'], {}).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<string> {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  if (code !== 0)
    throw new Error(`${command} ended with ${String(code)}: ${err.slice(0, 400)}${out.slice(0, 400)}`);
  return out;
}

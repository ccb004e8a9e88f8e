import { chmod, chown, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { accountFiles, type NumberedAccount, type UserAccount } from './accounts.ts';
import { makeHostKeys, type HostKeyType } from './host-keys.ts';
import { debianSshdConfig } from './sshd-config.ts';

export interface MachineSpec {
  readonly hostname: string;
  readonly rootPassword?: string | undefined;
  readonly rootShell?: string | undefined;
  readonly users: readonly UserAccount[];
  readonly authorizedKeys: Readonly<Record<string, string | Buffer>>;
  readonly sshdConfig?: string | undefined;
  readonly dropIns: Readonly<Record<string, string>>;
  readonly hostKeyTypes: readonly HostKeyType[];
  readonly sshdOptions: string;
  readonly systemd: boolean;
}

const firstUserId = 2001;

function withNumbers(users: readonly UserAccount[]): NumberedAccount[] {
  return users.map((user, i) => ({ ...user, id: firstUserId + i, home: `/home/${user.name}` }));
}

async function put(file: string, content: string | Buffer, mode = 0o644): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, mode);
}

async function writeHome(
  files: string,
  account: Pick<NumberedAccount, 'id' | 'home'>,
  keys?: string | Buffer,
) {
  const home = join(files, account.home);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o700);
  await chown(home, account.id, account.id);
  if (keys === undefined) return;
  const dotSsh = join(home, '.ssh');
  await mkdir(dotSsh);
  await chmod(dotSsh, 0o700);
  await put(join(dotSsh, 'authorized_keys'), keys, 0o600);
  for (const path of [dotSsh, join(dotSsh, 'authorized_keys')]) await chown(path, account.id, account.id);
}

async function writeAccounts(files: string, spec: MachineSpec): Promise<void> {
  const users = withNumbers(spec.users);
  const host = {
    passwd: await readFile('/etc/passwd', 'utf8'),
    group: await readFile('/etc/group', 'utf8'),
  };
  const accounts = await accountFiles(host, { password: spec.rootPassword, shell: spec.rootShell }, users);
  const sudoers = join(files, 'etc/sudoers.d');
  await mkdir(sudoers, { recursive: true });
  await Promise.all([
    put(join(files, 'etc/passwd'), accounts.passwd),
    put(join(files, 'etc/group'), accounts.group),
    put(join(files, 'etc/shadow'), accounts.shadow, 0o640),
    ...Object.entries(accounts.sudoers).map(([name, rule]) => put(join(sudoers, name), rule, 0o440)),
    mkdir(join(files, 'home'), { recursive: true }),
    ...[{ name: 'root', id: 0, home: '/root' }, ...users].map((account) =>
      writeHome(files, account, spec.authorizedKeys[account.name]),
    ),
  ]);
}

async function writeSshd(files: string, spec: MachineSpec): Promise<void> {
  const etcSsh = join(files, 'etc/ssh');
  const config = spec.sshdConfig ?? debianSshdConfig(spec.rootPassword === undefined ? undefined : 'yes');
  await mkdir(join(etcSsh, 'sshd_config.d'), { recursive: true });
  await Promise.all([
    makeHostKeys(etcSsh, spec.hostKeyTypes),
    put(join(etcSsh, 'sshd_config'), config),
    put(join(files, 'etc/default/ssh'), `SSHD_OPTS='${spec.sshdOptions}'\n`),
    ...Object.entries(spec.dropIns).map(([name, text]) => put(join(etcSsh, 'sshd_config.d', name), text)),
  ]);
}

async function writePrograms(files: string): Promise<void> {
  const folder = join(files, 'usr/local/sbin');
  await mkdir(folder, { recursive: true });
  await copyFile(join(import.meta.dirname, 'start-sshd.sh'), join(folder, 'start-sshd'));
  await Promise.all(
    ['reboot', 'poweroff', 'halt', 'shutdown', 'systemctl'].map((name) =>
      copyFile(join(import.meta.dirname, 'power.sh'), join(folder, name)),
    ),
  );
  for (const name of ['start-sshd', 'reboot', 'poweroff', 'halt', 'shutdown', 'systemctl'])
    await chmod(join(folder, name), 0o755);
}

/** Writes everything that the machine owns below `folder`: its files, and the folder that its logs go to. */
export async function writeMachine(folder: string, spec: MachineSpec): Promise<void> {
  const files = join(folder, 'files');
  await Promise.all([
    writeAccounts(files, spec),
    writeSshd(files, spec),
    writePrograms(files),
    put(join(files, 'etc/hosts'), `127.0.0.1 localhost\n127.0.1.1 ${spec.hostname}\n`),
    put(join(folder, 'log/sshd.log'), ''),
    spec.systemd ? put(join(folder, 'systemd'), '') : undefined,
  ]);
  // sshd's StrictModes and sudo refuse folders that others may write to, whatever the umask was.
  for (const path of [
    '',
    'root',
    'home',
    'etc',
    'etc/ssh',
    'etc/sudoers.d',
    'usr',
    'usr/local',
    'usr/local/sbin',
  ])
    await chmod(join(files, path), path === 'root' ? 0o700 : 0o755);
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';

export interface UserAccount {
  readonly name: string;
  /** Without one the account is locked for passwords. */
  readonly password?: string;
  readonly shell?: string;
  /** none: not in sudoers. */
  readonly sudo?: 'none' | 'password' | 'nopasswd';
}

/** An account with the numbers that the machine gives it. */
export interface NumberedAccount extends UserAccount {
  readonly id: number;
  readonly home: string;
}

/** The crypt(3) hash of a password, as /etc/shadow keeps it. The password never is an argument of a process. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(8).toString('hex');
  const program = 'local $/; print crypt(<STDIN>, $ARGV[0])';
  const perl = spawn('perl', ['-e', program, `$6$rounds=1000$${salt}$`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  perl.stdin.end(password);
  return text(perl.stdout);
}

const lockedPassword = '*';

async function shadowLine(name: string, password: string | undefined): Promise<string> {
  const hash = password === undefined ? lockedPassword : await hashPassword(password);
  return `${name}:${hash}:19000:0:99999:7:::`;
}

export interface AccountFiles {
  readonly passwd: string;
  readonly group: string;
  readonly shadow: string;
  /** File name -> text, for /etc/sudoers.d. */
  readonly sudoers: Readonly<Record<string, string>>;
}

function sudoRule(user: UserAccount): string | undefined {
  if (user.sudo === 'password') return `${user.name} ALL=(ALL:ALL) ALL\n`;
  if (user.sudo === 'nopasswd') return `${user.name} ALL=(ALL:ALL) NOPASSWD: ALL\n`;
  return undefined;
}

/** The lines of the host's /etc/passwd or /etc/group that are the system's own, not a person's. */
function systemEntries(text: string): string[] {
  const isPersonal = (id: number): boolean => id >= 1000 && id < 60000;
  return text.split('\n').filter((line) => line !== '' && !isPersonal(Number(line.split(':')[2])));
}

/** The account files of a machine: the host's system accounts, root with its own password, and the users. */
export async function accountFiles(
  host: { readonly passwd: string; readonly group: string },
  root: { readonly password?: string | undefined; readonly shell?: string | undefined },
  users: readonly NumberedAccount[],
): Promise<AccountFiles> {
  const passwd = systemEntries(host.passwd).map((line) =>
    line.startsWith('root:') ? `root:x:0:0:root:/root:${root.shell ?? '/bin/bash'}` : line,
  );
  const ids = users.map((user) => `${user.name}:x:${user.id}`);
  const shadow = await Promise.all([
    shadowLine('root', root.password),
    ...users.map((user) => shadowLine(user.name, user.password)),
  ]);
  const sudoers = users.flatMap((user) => {
    const rule = sudoRule(user);
    return rule === undefined ? [] : [[user.name, rule] as const];
  });
  return {
    passwd: [
      ...passwd,
      ...users.map((user, i) => `${ids[i] ?? ''}:${user.id}::${user.home}:${user.shell ?? '/bin/bash'}`),
      '',
    ].join('\n'),
    group: [...systemEntries(host.group), ...ids.map((id) => `${id}:`), ''].join('\n'),
    shadow: [...shadow, ''].join('\n'),
    sudoers: Object.fromEntries(sudoers),
  };
}

import { isIP } from 'node:net';
import { AppError } from '../../shared/ipc/result.ts';
import type { Connection } from './connect.ts';
import { offerCredential, refusalOf } from './credentials.ts';
import { refusalOfHostKey } from './host-key-check.ts';
import { connectPatiently } from './patient-connect.ts';
import type { Program } from './remote-shell.ts';
import { RootAccess } from './root.ts';
import type { ProgramEnd } from './program-run.ts';
import type { OpenSession, RunOptions, RunResult, SessionAccount, SshSession } from './session.ts';
import { Shells } from './shells.ts';
import type { Credential, HostKey, ServerTarget } from './target.ts';

const defaults = {
  args: [],
  input: Buffer.alloc(0),
  asRoot: false,
  timeoutMs: 30_000,
  maxBytes: 16 * 1024 * 1024,
};

export const openSession: OpenSession = async (target, signal) => {
  let refusal = new AppError('password-required');
  for (const credential of target.credentials) {
    try {
      return await logOn(target, credential, signal);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
};

/** Whether the server has refused a credential, as opposed to everything else that can go wrong. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'password-wrong' || error.code === 'logon-refused');
}

type LogonTarget = Omit<ServerTarget, 'credentials'> & Partial<Pick<ServerTarget, 'credentials'>>;

async function logOn(target: ServerTarget, credential: Credential, signal: AbortSignal): Promise<SshSession> {
  return withShell(target, credential, signal, (connection) => introduce(connection, sudoPasswordOf(target)));
}

/** A fresh connection that offers this credential and no other, and a shell that has answered. */
export async function answersTo(
  target: LogonTarget,
  credential: Credential,
  signal: AbortSignal,
): Promise<void> {
  await withShell(target, credential, signal, async (connection) => {
    await run(new Shells(connection), noRoot(), ':', { isInPlace: true });
    await connection.close();
  });
}

async function withShell<T>(
  target: LogonTarget,
  credential: Credential,
  signal: AbortSignal,
  begin: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { host, port, user, knownHostKeys, timeouts } = target;
  const connection = await connectPatiently({
    ...{ host, port, user, signal, timeouts },
    wantedHostKeys: knownHostKeys.length > 0 ? knownHostKeys : [target.acceptedHostKey ?? []].flat(),
    refuseHostKey: (shown) => refusalOfHostKey(shown, target),
    nextMethod: offerCredential(user, credential),
    refusal: refusalOf(credential),
  });
  try {
    return await begin(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The password for sudo: its own, else one that the account logs on with. */
function sudoPasswordOf(
  target: Partial<Pick<ServerTarget, 'sudoPassword' | 'credentials'>>,
): string | undefined {
  const logon = target.credentials?.find((credential) => credential.kind === 'password');
  return target.sudoPassword ?? logon?.password;
}

/**
 * The kernel's name, the user's number, the connection's two ends and the home folder, each on a line. Linux says the
 * first two without a process.
 */
const introduceScript = `
kernel= id=
{
  IFS= read -r kernel </proc/sys/kernel/ostype
  while read -r name real id rest; do [ "$name" != Uid: ] || break; done </proc/self/status
} 2>/dev/null
[ -n "$kernel" ] || kernel=$(uname -s)
[ -n "$id" ] || id=$(id -u)
printf '%s\\n' "$kernel" "$id" "$SSH_CONNECTION" "$HOME"
`;

async function introduce(connection: Connection, sudoPassword: string | undefined): Promise<SshSession> {
  const shells = new Shells(connection);
  const { stdout } = await run(shells, noRoot(), introduceScript, { isInPlace: true });
  const [kernel = '', id = '', ends = '', home = ''] = stdout.toString('utf8').split('\n');
  if (!/^\d{1,10}$/.test(id)) throw new AppError('server-protocol', { reason: 'no-user-id' });
  const { clientAddress, ...here } = endsOf(ends);
  const account = { kernel, id: Number(id), home, ...here };
  const root = new RootAccess(id === '0', sudoPassword);
  return new OpenedSession(connection, shells, root, clientAddress ?? connection.localAddress, account);
}

/** `$SSH_CONNECTION`: address and port of the client, and of the server. */
function endsOf(ends: string) {
  const [address = '', , localAddress = '', localPort = ''] = ends.split(' ');
  const [bare = ''] = address.split('%');
  return { clientAddress: isIP(bare) === 0 ? undefined : bare, localAddress, localPort };
}

class OpenedSession implements SshSession {
  readonly hostKey: HostKey;
  readonly clientAddress: string;
  readonly serverSoftware: string;
  readonly account: SessionAccount;
  readonly #connection: Connection;
  readonly #shells: Shells;
  readonly #root: RootAccess;

  constructor(
    connection: Connection,
    shells: Shells,
    root: RootAccess,
    clientAddress: string,
    account: SessionAccount,
  ) {
    this.account = account;
    this.#connection = connection;
    this.#shells = shells;
    this.#root = root;
    this.hostKey = connection.hostKey;
    this.clientAddress = clientAddress;
    this.serverSoftware = connection.software;
  }

  run(script: string, options: RunOptions = {}): Promise<RunResult> {
    return run(this.#shells, this.#root, script, options);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

function noRoot(): RootAccess {
  return new RootAccess(false, undefined);
}

async function run(
  shells: Shells,
  root: RootAccess,
  script: string,
  options: RunOptions & Pick<Program, 'isInPlace'> = {},
): Promise<RunResult> {
  const { asRoot, ...program } = { ...defaults, ...options };
  const elevation = asRoot ? root.elevation() : 'none';
  const end = await shells.run({ script, ...program }, elevation, root.password);
  if (end.started) return { code: end.code, stdout: end.stdout, stderr: end.stderr };
  throw elevation === 'none' ? noShell(shells, end) : root.refused(end);
}

function noShell({ software }: Shells, { code }: ProgramEnd): AppError {
  return new AppError('server-no-shell', { code, software });
}

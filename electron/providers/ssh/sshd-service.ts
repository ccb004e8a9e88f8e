import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import type { LoggedOnAccount } from './account.ts';
import type { Connection } from './connection.ts';
import { listensByConfiguration } from './listening.ts';
import { mainConfigPath } from './sshd-config.ts';
import { newerConfigScript } from './newer-config-script.ts';
import { reloadSshdScript, runSshdScript, settingsScript, sshdExit, waitingScript } from './sshd-scripts.ts';
import { ReadAhead } from './read-ahead.ts';
import { parseSettings, type SshdSettings } from './sshd-settings.ts';

/** What the effect of a configuration that waits depends on, beside what it says. */
export interface WaitingFacts {
  /** The names of the account's groups; none when they are not known. */
  readonly groups: readonly string[];
  /** Whether the configuration decides where sshd listens. */
  readonly placesListener: boolean;
}

/** What `read` finds. */
export interface SshdReading {
  readonly sshd: SshdService;
  /** What holds for root, and for the account that is logged on as. */
  readonly root: SshdSettings;
  readonly user: SshdSettings;
  /** Whether a changed configuration waits for a reload: what the files say then is not what is in force. */
  readonly isWaiting: boolean;
  /** Where one waits: what its effect depends on. */
  readonly waiting?: WaitingFacts;
  readonly ahead: ReadAhead;
}

/** Files that come along may be large. */
const readLimits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 };

/** The server's sshd: its settings, whether they are sound, and putting them into force. Everything needs root. */
export class SshdService {
  readonly #connection: Connection;
  readonly #account: LoggedOnAccount;
  /** The program, with the options that the one that listens has been told beside its configuration. */
  readonly #command: readonly string[];

  private constructor(connection: Connection, account: LoggedOnAccount, command: readonly string[]) {
    this.#connection = connection;
    this.#account = account;
    this.#command = command;
  }

  /**
   * Finds it and asks what holds, all at once.
   * @param paths files that are going to be read: they come along
   * Errors: `sudo-required`, `sshd-not-found`, `sshd-config-invalid`.
   */
  static async read(
    connection: Connection,
    account: LoggedOnAccount,
    paths: readonly string[],
  ): Promise<SshdReading> {
    const boundary = randomBytes(16).toString('hex');
    const user = account.user === 'root' ? '' : account.user;
    const { code, stdout, stderr } = await connection.session.run(settingsScript, {
      args: [boundary, originOf(connection, account), user, ...paths],
      asRoot: true,
      ...readLimits,
    });
    if (code === sshdExit.notRoot) throw new AppError('sudo-required');
    if (code === sshdExit.configInvalid) throw new AppError('sshd-config-invalid', { reason: words(stderr) });
    const parts = splitAt(stdout, `\n${boundary}\n`);
    const [program, ...answers] = parts.slice(0, answersBeforeFiles).map(String);
    if (code !== 0 || !program?.startsWith('/')) throw new AppError('sshd-not-found');
    const found = settingsOf(answers);
    return {
      sshd: new SshdService(connection, account, program.trim().split('\n')),
      ...found,
      ...(found.isWaiting ? { waiting: await waitingFacts(connection, account) } : {}),
      ahead: new ReadAhead(paths, parts.slice(answersBeforeFiles)),
    };
  }

  /** The settings that hold for a user who comes from where this connection comes from. */
  async settingsFor(user: string): Promise<SshdSettings> {
    const origin = originOf(this.#connection, this.#account);
    return parseSettings(await this.#sshd(`user=${user},${origin}`));
  }

  /** Whether its configuration has been changed since sshd last read it. */
  async hasUnread(settings: SshdSettings): Promise<boolean> {
    const pidFile = settings.get('pidfile') ?? 'none';
    const own = this.#command.indexOf('-f') + 1;
    const config = (own > 0 ? this.#command[own] : undefined) ?? mainConfigPath;
    const options = { args: [pidFile, config], asRoot: true };
    return (await this.#connection.output(newerConfigScript, options)) !== '';
  }

  /**
   * Never without a check before it: sshd ends when it is told to read a configuration that is not sound. For a moment
   * nobody may answer then.
   * Errors: `sshd-config-invalid`, `reload-failed`.
   */
  async reload(): Promise<void> {
    await this.#reload('-t');
  }

  /**
   * The same where what was written has to refuse root's password: sshd says with one look what holds and whether its
   * configuration is sound. False when it does not, and then nothing is reloaded.
   */
  async reloadIfRefusing(): Promise<boolean> {
    const origin = originOf(this.#connection, this.#account);
    return (await this.#reload('-T', '-C', `user=root,${origin}`)) !== sshdExit.passwordTaken;
  }

  async #reload(...check: readonly string[]): Promise<number> {
    const options = { args: [this.#account.localPort, ...this.#command, ...check], asRoot: true };
    const { code, stderr } = await this.#connection.session.run(reloadSshdScript, options);
    if (code === sshdExit.configInvalid) throw new AppError('sshd-config-invalid', { reason: words(stderr) });
    if (code !== 0 && code !== sshdExit.passwordTaken)
      throw new AppError('reload-failed', { reason: words(stderr) });
    return code;
  }

  async #sshd(connection: string): Promise<string> {
    const { code, stdout, stderr } = await this.#connection.session.run(runSshdScript, {
      args: [...this.#command, '-T', '-C', connection],
      asRoot: true,
    });
    if (code !== 0) throw new AppError('sshd-config-invalid', { reason: words(stderr) });
    return stdout.toString('utf8');
  }
}

async function waitingFacts(connection: Connection, { user }: LoggedOnAccount): Promise<WaitingFacts> {
  const output = await connection.output(waitingScript, { args: [user], asRoot: true });
  const end = output.indexOf('\n');
  return {
    groups: output
      .slice(0, end)
      .split(' ')
      .filter((name) => name !== ''),
    placesListener: listensByConfiguration(output.slice(end + 1)),
  };
}

/** sshd's path, root's settings, the user's, and what is newer. */
const answersBeforeFiles = 4;

function settingsOf([root = '', user = '', unread = '']: readonly string[]): Pick<
  SshdReading,
  'root' | 'user' | 'isWaiting'
> {
  const ofRoot = parseSettings(root);
  return { root: ofRoot, user: user === '' ? ofRoot : parseSettings(user), isWaiting: unread !== '' };
}

function originOf({ session }: Connection, { localAddress, localPort }: LoggedOnAccount): string {
  const { clientAddress } = session;
  return `host=${clientAddress},addr=${clientAddress},laddr=${localAddress},lport=${localPort}`;
}

function splitAt(bytes: Buffer, boundary: string): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = bytes.indexOf(boundary); at !== -1; at = bytes.indexOf(boundary, start)) {
    parts.push(bytes.subarray(start, at));
    start = at + boundary.length;
  }
  return [...parts, bytes.subarray(start)];
}

/** What the server says is the reason, at a length that fits a message. */
function words(stderr: Buffer): string {
  return stderr.toString('utf8').replaceAll('\r', '').trim().slice(0, 400);
}

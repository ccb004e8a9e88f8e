import { posix } from 'node:path';
import { AppError } from '../../../shared/ipc/result.ts';
import type { LoggedOnAccount } from './account.ts';
import type { Connection } from './connection.ts';
import { dropInPath, mainConfigPath } from './sshd-config.ts';
import { findSshdScript, newerConfigScript, reloadSshdScript, runSshdScript } from './sshd-scripts.ts';
import { parseSettings, type SshdSettings } from './sshd-settings.ts';
import { answersWithin } from './wait-for-server.ts';

/** Between the reload and the moment at which the listener accepts again. */
export const reloadTimeoutMs = 10_000;

/** The server's sshd: its settings, whether they are sound, and putting them into force. Everything needs root. */
export class SshdService {
  readonly #connection: Connection;
  readonly #account: LoggedOnAccount;
  readonly #program: string;

  private constructor(connection: Connection, account: LoggedOnAccount, program: string) {
    this.#connection = connection;
    this.#account = account;
    this.#program = program;
  }

  /** Error: `sshd-not-found`. */
  static async find(connection: Connection, account: LoggedOnAccount): Promise<SshdService> {
    const { code, stdout } = await connection.session.run(findSshdScript);
    const program = stdout.toString('utf8').trim();
    if (code !== 0 || !program.startsWith('/')) throw new AppError('sshd-not-found');
    return new SshdService(connection, account, program);
  }

  /** The settings that hold for a user who comes from where this connection comes from. */
  async settingsFor(user: string): Promise<SshdSettings> {
    const { clientAddress } = this.#connection.session;
    const { localAddress, localPort } = this.#account;
    const origin = `host=${clientAddress},addr=${clientAddress}`;
    const output = await this.#sshd(
      '-T',
      '-C',
      `user=${user},${origin},laddr=${localAddress},lport=${localPort}`,
    );
    return parseSettings(output);
  }

  /** Whether its configuration has been changed since sshd last read it. */
  async hasUnread(settings: SshdSettings): Promise<boolean> {
    const pidFile = settings.get('pidfile') ?? 'none';
    const options = { args: [pidFile, mainConfigPath, posix.dirname(dropInPath)], asRoot: true };
    return (await this.#connection.output(newerConfigScript, options)) !== '';
  }

  /** Error: `sshd-config-invalid` with sshd's own words. */
  async checkConfig(): Promise<void> {
    await this.#sshd('-t');
  }

  /**
   * Never without a check before it: sshd ends when it is told to read a configuration that is not sound.
   * Errors: `sshd-config-invalid`, `reload-failed`.
   */
  async reload(): Promise<void> {
    await this.checkConfig();
    const { code, stderr } = await this.#connection.session.run(reloadSshdScript, { asRoot: true });
    if (code !== 0) throw new AppError('reload-failed', { reason: words(stderr) });
    const { deps, target } = this.#connection;
    if (!(await answersWithin(deps, target, reloadTimeoutMs))) throw new AppError('reload-failed');
  }

  async #sshd(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#connection.session.run(runSshdScript, {
      args: [this.#program, ...args],
      asRoot: true,
    });
    if (code !== 0) throw new AppError('sshd-config-invalid', { reason: words(stderr) });
    return stdout.toString('utf8');
  }
}

/** What the server says is the reason, at a length that fits a message. */
function words(stderr: Buffer): string {
  return stderr.toString('utf8').replaceAll('\r', '').trim().slice(0, 400);
}

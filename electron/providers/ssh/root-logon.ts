import { AppError } from '../../../shared/ipc/result.ts';
import type { Connection } from './connection.ts';
import { RemoteFile, type Content, type FilePlace } from './remote-file.ts';
import {
  dropInPath,
  dropInText,
  includesDropIn,
  mainConfigPath,
  withFirstBlock,
  withoutBlocks,
  withRootBlock,
} from './sshd-config.ts';
import type { ServerSettings } from './read-settings.ts';
import type { SshdService } from './sshd-service.ts';
import { passwordLogon, refusesRootPassword, type SshdSettings } from './sshd-settings.ts';
import type { Transaction } from './transaction.ts';

const errors = {
  notSafe: 'sshd-config-not-writable',
  notWritable: 'sshd-config-not-writable',
  changed: 'sshd-config-not-writable',
} as const satisfies FilePlace['errors'];

/** One way to write settings down. */
type Attempt = () => Promise<unknown>;

/**
 * Whether root may log on with a password: Latchkey's own part of sshd's configuration, and nobody else's. What it
 * writes is checked by asking sshd what holds for root; it is in force only after a reload or restart.
 */
export class RootLogon {
  readonly #sshd: SshdService;
  readonly #transaction: Transaction;
  readonly #main: RemoteFile;
  readonly #dropIn: RemoteFile;

  constructor(connection: Connection, { sshd, ahead }: ServerSettings, transaction: Transaction) {
    this.#sshd = sshd;
    this.#transaction = transaction;
    const place = { ownerId: 0, asRoot: true, folderMode: '755', errors } as const;
    this.#main = new RemoteFile(
      () => connection.session,
      { ...place, path: mainConfigPath },
      ahead.take(mainConfigPath),
    );
    this.#dropIn = new RemoteFile(
      () => connection.session,
      { ...place, path: dropInPath },
      ahead.take(dropInPath),
    );
  }

  /**
   * Refuses passwords of root, keys stay allowed. Does nothing where that is so. True when it has written.
   * @param enforce puts it into force when sshd says that it has come to hold; without it sshd is only asked
   */
  async refusePassword(before: SshdSettings, enforce?: () => Promise<boolean>): Promise<boolean> {
    if (refusesRootPassword(before)) return false;
    const lines = ['PermitRootLogin prohibit-password'];
    const attempts = [() => this.#writeForAll(lines), () => this.#writeForRoot(lines)];
    await this.#writeUntil(refusesRootPassword, attempts, enforce);
    return true;
  }

  /** Takes back what `refusePassword` wrote, and writes what else root needs. For other users nothing changes. */
  async allowPassword(): Promise<boolean> {
    let written = false;
    const permit = ['PermitRootLogin yes'];
    await this.#writeUntil(
      (root) => passwordLogon(root) === 'enabled',
      [
        () => this.takeBack(),
        () => this.#writeForAll(permit),
        () => this.#writeForRoot([...permit, 'PasswordAuthentication yes']),
      ].map((attempt) => async () => {
        written = (await attempt()) || written;
      }),
    );
    return written;
  }

  /** One attempt after the other, until sshd says that it has come to hold. Error: `sshd-config-not-effective`. */
  async #writeUntil(
    holds: (root: SshdSettings) => boolean,
    attempts: readonly Attempt[],
    enforce?: () => Promise<boolean>,
  ): Promise<void> {
    const { step } = this.#transaction;
    let root: SshdSettings | undefined;
    for (const attempt of attempts) {
      await step('write-settings', attempt);
      if (await enforce?.()) return;
      // It checks whether the configuration is sound as well, Match blocks included.
      root = await step('check-settings', () => this.#sshd.settingsFor('root'));
      if (holds(root)) return;
    }
    throw new AppError('sshd-config-not-effective', {
      permitRootLogin: root?.get('permitrootlogin') ?? '',
      passwordAuthentication: root?.get('passwordauthentication') ?? '',
    });
  }

  async #writeForAll(lines: readonly string[]): Promise<boolean> {
    const { content } = await this.#main.read();
    if (!includesDropIn(content && withoutBlocks(content))) {
      return this.#edit(this.#main, (main) => main && withFirstBlock(withoutBlocks(main), lines));
    }
    return this.#edit(this.#dropIn, () => dropInText(lines));
  }

  /**
   * Beats a `Match` further down, which beats every line that is for all. Where there is no main configuration none is
   * made: it would take the place of the vendor's.
   */
  #writeForRoot(lines: readonly string[]): Promise<boolean> {
    return this.#edit(this.#main, (main) => main && withRootBlock(main, lines));
  }

  /** Takes out what `refusePassword` wrote, and writes nothing. True when there was any. */
  async takeBack(): Promise<boolean> {
    const dropIn = await this.#edit(this.#dropIn, () => null);
    const blocks = await this.#edit(this.#main, (main) => main && withoutBlocks(main));
    return dropIn || blocks;
  }

  #edit(file: RemoteFile, change: (content: Content) => Content): Promise<boolean> {
    const inverse = (content: Content): Content => content && withoutBlocks(content);
    return file.edit(change, inverse, this.#transaction.onFailure);
  }
}

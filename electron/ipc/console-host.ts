import { app } from 'electron';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import type { AppNotice, AppStatus } from '../../shared/model/app-status.ts';
import type { Timestamp } from '../../shared/model/ids.ts';
import { createConsole, type Console, type ConsoleParts } from '../console/console.ts';
import { restoreBackup, setStoreAside } from '../store/backup.ts';
import { backupPath } from '../store/inspect.ts';
import { openStore } from '../store/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import type { Notify } from '../window/notifier.ts';
import type { Handlers } from './handler-table.ts';
import { createHandlers, createRefusingHandlers } from './handlers/all.ts';
import type { ActivityNative } from './handlers/activity-native.ts';
import { menuHandlers, type EnableCommands } from './handlers/menu.ts';
import type { Native } from './handlers/native.ts';
import type { SettingsNative } from './handlers/settings-native.ts';

interface HostParts extends Omit<ConsoleParts, 'store'> {
  readonly folder: string;
  readonly native: Native & ActivityNative & SettingsNative;
  readonly notify: Notify;
  readonly enableCommands: EnableCommands;
  /** Loads the page anew, after everything that it shows has changed. */
  readonly reloadPage: () => void;
}

/** Holds the console over an open store; where the store can't be opened, the window opens all the same and says so. */
export class ConsoleHost {
  readonly #parts: HostParts;
  readonly #path: string;
  #store: Store | undefined;
  #console: Console | undefined;
  #handlers: Handlers;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.#path = join(parts.folder, 'latchkey.db');
    this.#handlers = this.#open();
  }

  /** The handlers that are right at the time of the call. */
  readonly handlers: Handlers = new Proxy({} as Handlers, {
    get: (_target, channel) => Reflect.get(this.#handlers, channel) as unknown,
  });

  get isIdle(): boolean {
    return this.#console?.isIdle() ?? true;
  }

  get hasJobs(): boolean {
    return this.#console?.hasJobs() ?? false;
  }

  readonly whenIdle = async (): Promise<void> => {
    await this.#console?.whenIdle();
  };

  readonly cancelJobs = (): void => {
    this.#console?.cancelJobs();
  };

  close(): void {
    this.#console?.resume.stop();
    this.#console?.pendingWatch.stop();
    this.#store?.close();
    this.#store = undefined;
  }

  #open(): Handlers {
    try {
      this.#store = openStore(this.#path);
      const console = createConsole({ ...this.#parts, store: this.#store });
      this.#console = console;
      const notices = console.checkAtStart();
      const { native, notify, enableCommands } = this.#parts;
      return createHandlers({
        console,
        native,
        notify,
        enableCommands,
        readStatus: () => readStatus(notices, console),
      });
    } catch (error) {
      this.close();
      if (!(error instanceof AppError)) throw error;
      const notice = this.#storeNotice(error);
      const isDamaged = error.code === 'store-damaged';
      const replace = (by: (path: string) => unknown, isRight: boolean): Promise<Record<string, never>> =>
        isRight ? this.#replaceStore(by) : Promise.reject(error);
      return createRefusingHandlers(error, {
        'app:status': () => readStatus(Promise.resolve([notice])),
        'app:restore-backup': () => replace(restoreBackup, isDamaged && notice.backupFrom !== null),
        'app:start-anew': () => replace(setStoreAside, isDamaged && notice.backupFrom === null),
        ...menuHandlers(this.#parts.enableCommands),
      });
    }
  }

  #replaceStore(replace: (path: string) => unknown): Promise<Record<string, never>> {
    replace(this.#path);
    this.#handlers = this.#open();
    this.#parts.reloadPage();
    return Promise.resolve({});
  }

  #storeNotice({ code }: AppError): AppNotice {
    return {
      code: storeNotices.find((known) => known === code) ?? 'store-damaged',
      names: [],
      path: this.#path,
      backupFrom: code === 'store-damaged' ? changedAt(backupPath(this.#path)) : null,
    };
  }
}

const storeNotices = ['store-newer', 'store-read-only', 'store-in-use', 'disk-full'] as const;

async function readStatus(
  notices: Promise<readonly AppNotice[]>,
  console?: Pick<Console, 'resume'>,
): Promise<AppStatus> {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') throw new Error(platform);
  return {
    version: app.getVersion(),
    platform,
    notices: [...(await notices), ...(console?.resume.notices() ?? [])],
  };
}

function changedAt(path: string): Timestamp | null {
  const file = statSync(path, { throwIfNoEntry: false });
  return file ? Math.round(file.mtimeMs) : null;
}

import type { ErrorCode } from '../../shared/ipc/result.ts';
import type { KeychainState, Settings, SettingsChange } from '../../shared/model/settings.ts';
import type { ServerTimeouts } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { Activity } from './activity.ts';
import type { ConsoleEvents } from './console-events.ts';
import type { KeptSecrets } from './kept-secrets.ts';

interface Dependencies {
  readonly store: Store;
  readonly secrets: KeptSecrets;
  readonly activity: Activity;
  readonly events: Pick<ConsoleEvents, 'settingsChanged'>;
  /** The operating system's own. */
  readonly downloadsFolder: () => string;
}

/** The others name folders and regions. */
const toldSettings = ['serversAtOnce', 'connectSeconds', 'logonSeconds', 'confirmHarmless', 'theme'] as const;

/** So many of the latest actions are looked through. */
const recentActions = 100;

/** For whoever asks for help: how many there are of what is kept, without a name of anything. */
interface Diagnostics {
  readonly keychain: KeychainState;
  readonly settings: Readonly<Pick<Settings, (typeof toldSettings)[number]>>;
  /** What the latest actions failed with, and how often: codes, which name nothing of the user's. */
  readonly recentErrors: Readonly<Partial<Record<ErrorCode, number>>>;
  readonly counts: Readonly<Record<'regions' | 'keyPairs' | 'servers' | 'hostKeys', number>>;
}

/** What the user has chosen. It holds at once, and again at the next start. */
export class ConsoleSettings {
  readonly #parts: Dependencies;

  constructor(parts: Dependencies) {
    this.#parts = parts;
    parts.events.settingsChanged(this.read());
  }

  read(): Settings {
    return this.#parts.store.settings.read();
  }

  change({ tables, ...change }: SettingsChange): Settings {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    return this.#write({
      ...(Object.fromEntries(given) as Partial<Settings>),
      ...(tables === undefined ? {} : { tables: { ...this.read().tables, ...tables } }),
    });
  }

  /** How long a connection and a logon may take. */
  get timeouts(): ServerTimeouts {
    const { connectSeconds, logonSeconds } = this.read();
    return { connectMs: connectSeconds * 1000, logonMs: logonSeconds * 1000 };
  }

  /** Null goes back to the operating system's own folder. */
  setDownloadsFolder(downloadsFolder: string | null): Settings {
    return this.#write({ downloadsFolder });
  }

  /** Where downloads go now. */
  get downloadsFolder(): string {
    return this.read().downloadsFolder ?? this.#parts.downloadsFolder();
  }

  get pinnedHostKeys(): number {
    return this.#parts.store.hostKeys.count();
  }

  /** Every server's host key has to be accepted anew, unless the user's own `known_hosts` has it. */
  forgetHostKeys(): Promise<void> {
    const { activity, store } = this.#parts;
    return activity.record({ kind: 'forget-host-keys', regionId: null }, () => {
      store.hostKeys.forgetAll();
      return Promise.resolve();
    });
  }

  checkKeychain(): Promise<KeychainState> {
    return this.#parts.secrets.check();
  }

  async facts(): Promise<Diagnostics> {
    const settings = this.read();
    const told = Object.fromEntries(toldSettings.map((name) => [name, settings[name]]));
    return {
      keychain: await this.checkKeychain(),
      settings: told as Diagnostics['settings'],
      counts: this.#counts(),
      recentErrors: this.#recentErrors(),
    };
  }

  #recentErrors(): Diagnostics['recentErrors'] {
    const { activity } = this.#parts;
    const codes = activity
      .list()
      .slice(0, recentActions)
      .flatMap(({ id, errorCode }) => [
        errorCode,
        ...(activity.job(id)?.results ?? []).map(({ error }) => error?.code ?? null),
      ])
      .filter((code) => code !== null);
    const counts: Partial<Record<ErrorCode, number>> = {};
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    return counts;
  }

  #counts(): Diagnostics['counts'] {
    const { store } = this.#parts;
    const regions = store.regions.list();
    return {
      regions: regions.length,
      keyPairs: store.keyPairs.listRecords().length,
      servers: regions.reduce((sum, { id }) => sum + store.servers.list(id).length, 0),
      hostKeys: store.hostKeys.count(),
    };
  }

  #write(change: Partial<Settings>): Settings {
    this.#parts.store.settings.write(change);
    const settings = this.read();
    this.#parts.events.settingsChanged(settings);
    return settings;
  }
}

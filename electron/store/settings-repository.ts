import { defaultSettings, Settings } from '../../shared/model/settings.ts';
import type { Connection, SqlRow } from './connection.ts';
import type { SettingsRepository } from './store.ts';

const write = 'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)';

export class SqliteSettingsRepository implements SettingsRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A setting that is not there, or that can't be read, is as it was at first: nothing depends on it but comfort. */
  read(): Settings {
    const rows = this.#connection.rows('SELECT name, value FROM settings');
    return rows.reduce(withRow, defaultSettings);
  }

  write(change: Partial<Settings>): void {
    this.#connection.transaction(() => {
      for (const [name, value] of Object.entries(change)) {
        this.#connection.run(write, name, JSON.stringify(value));
      }
    });
  }
}

function withRow(settings: Settings, { name, value }: SqlRow): Settings {
  const changed = Settings.safeParse({ ...settings, [String(name)]: parsed(value) });
  return changed.success ? changed.data : settings;
}

function parsed(value: SqlRow[string] | undefined): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}

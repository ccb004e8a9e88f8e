import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/ipc/result.ts';
import { first } from './migrations/0001-first.ts';
import { activityAndSettings } from './migrations/0002-activity-and-settings.ts';
import { journal } from './migrations/0003-journal.ts';
import { jobsOutliveRegions } from './migrations/0004-jobs-outlive-regions.ts';
import { savedKeyFiles } from './migrations/0005-saved-key-files.ts';
import { drift } from './migrations/0006-drift.ts';
import { keptPassphrases } from './migrations/0007-kept-passphrases.ts';
import { whatWasMet } from './migrations/0008-what-was-met.ts';

/** In order: the first takes a new store to schema version 1, the next to 2, and so on. There is no way back. */
const released: readonly string[] = [
  first,
  activityAndSettings,
  journal,
  jobsOutliveRegions,
  savedKeyFiles,
  drift,
  keptPassphrases,
  whatWasMet,
];

/** The schema that this build reads and writes. */
export const schemaVersion = released.length;

export function readSchemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Errors: `store-newer`. */
export function assertNotNewer(version: number, known = schemaVersion): void {
  if (version > known) throw new AppError('store-newer', { version, known });
}

/**
 * Brings a store to this build's schema, all of it or nothing. Errors: `store-newer`.
 * @param migrations the released ones, except in tests of migrating itself
 */
export function migrate(database: Database, migrations = released): void {
  const version = readSchemaVersion(database);
  assertNotNewer(version, migrations.length);
  // Rebuilding a table drops it, and foreign keys would answer that by changing rows elsewhere.
  database.pragma('foreign_keys = OFF');
  const takeSteps = database.transaction(() => {
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.pragma(`user_version = ${migrations.length}`);
    const broken = database.pragma('foreign_key_check');
    if (Array.isArray(broken) && broken.length > 0) throw new AppError('store-damaged');
  });
  if (version < migrations.length) takeSteps.immediate();
  database.pragma('foreign_keys = ON');
}

import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { ActivityId } from '../../../shared/model/activity.ts';
import { migrate } from '../../../electron/store/migrate.ts';
import { first } from '../../../electron/store/migrations/0001-first.ts';
import type { ActivityRecord } from '../../../electron/store/store.ts';
import { newStorePath, open } from './store-folder.ts';

function record(startedAt: number, change: Partial<ActivityRecord> = {}): ActivityRecord {
  const names = { regionName: 'Mine', keyPairName: 'web', keyPairFingerprint: 'SHA256:x', serverName: '' };
  const id = crypto.randomUUID() as string as ActivityId;
  const rest = { actor: 'anna', regionId: null, errorCode: null, finishedAt: startedAt + 5 };
  return { id, kind: 'create-key-pair', startedAt, ...names, ...rest, ...change };
}

describe('what was done', () => {
  test('comes back newest first, as many as asked for', () => {
    const { activity } = open(newStorePath());
    const records = [record(1), record(3), record(2), record(3, { errorCode: 'keychain-locked' })];
    for (const each of records) activity.insert(each);
    expect(activity.list(10)).toEqual([records[3], records[1], records[2], records[0]]);
    expect(activity.list(1)).toEqual([records[3]]);
  });

  test('is found by its id, and stays when the store is opened again', () => {
    const path = newStorePath();
    const store = open(path);
    const one = record(1, { serverName: 'web-1', finishedAt: null });
    store.activity.insert(one);
    store.close();
    expect(open(path).activity.find(one.id)).toEqual(one);
    expect(open(newStorePath()).activity.find(one.id)).toBeUndefined();
  });
});

test('M5: jobs of a store without activity are its first entries', () => {
  const database = new Database(':memory:');
  migrate(database, [first]);
  database.exec(`INSERT INTO regions VALUES ('r', 'Mine', 'ssh', 10);
    INSERT INTO jobs VALUES ('j', 'r', 'bind', NULL, 'web', 'reload', 'finished', 1, 2)`);
  migrate(database);
  expect(database.prepare('SELECT id, kind, region_name, key_pair_name FROM activity').all()).toEqual([
    { id: 'j', kind: 'bind', region_name: 'Mine', key_pair_name: 'web' },
  ]);
});

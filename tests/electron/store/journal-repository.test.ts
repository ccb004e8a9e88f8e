import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { JournalEntry, Store } from '../../../electron/store/store.ts';
import type { JobId, KeyPairId } from '../../../shared/model/ids.ts';
import { sampleRegion, sampleServer } from './samples.ts';
import { newStorePath, open } from './store-folder.ts';

function begun(store: Store, change: Partial<JournalEntry> = {}): JournalEntry {
  const region = sampleRegion();
  const server = sampleServer(region.id);
  store.regions.insert(region);
  store.servers.insert(server);
  const entry: JournalEntry = {
    serverId: server.id,
    jobId: randomUUID() as JobId,
    kind: 'bind',
    keyPairId: randomUUID() as KeyPairId,
    formerKeyPairId: null,
    effect: 'reload',
    hadLine: null,
    since: 5,
    ...change,
  };
  store.journal.begin(entry);
  return entry;
}

test('what has begun is there after a new start, with what was found before', () => {
  const path = newStorePath();
  const store = open(path);
  const entry = begun(store, { effect: null, formerKeyPairId: randomUUID() as KeyPairId });
  store.journal.noteLine(entry.serverId, false);
  store.close();
  expect(open(path).journal.list()).toEqual([{ ...entry, hadLine: false }]);
});

test('ends with its own job alone', () => {
  const { journal, ...store } = open(newStorePath());
  const entry = begun({ ...store, journal });
  journal.end(entry.serverId, randomUUID() as JobId);
  expect(journal.find(entry.serverId)).toEqual(entry);
  journal.end(entry.serverId, entry.jobId);
  expect(journal.find(entry.serverId)).toBeUndefined();
});

test('the next action on a server takes the place of the one before', () => {
  const store = open(newStorePath());
  const entry = begun(store);
  const next = { ...entry, jobId: randomUUID() as JobId, kind: 'unbind' as const };
  store.journal.begin(next);
  expect(store.journal.list()).toEqual([next]);
});

test('goes with its server', () => {
  const store = open(newStorePath());
  const entry = begun(store);
  store.servers.delete(entry.serverId);
  expect(store.journal.list()).toEqual([]);
});

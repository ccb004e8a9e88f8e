import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import type { Store } from '../../../electron/store/store.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import type { RegionId } from '../../../shared/model/ids.ts';
import { sampleRegion, sampleServer } from '../../electron/store/samples.ts';

/** Run as a program of its own, on a small disk: fills it, and tells as JSON what the store did about it. */
const path = process.argv[2] ?? '';
const filler = join(dirname(dirname(path)), 'filler');

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'none';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Takes all the space that is left. */
function fillDisk(): void {
  const file = fs.openSync(filler, 'a');
  try {
    for (const size of [65536, 4096, 1]) while (wasWritten(file, size));
  } finally {
    fs.closeSync(file);
  }
}

function wasWritten(file: number, size: number): boolean {
  try {
    return fs.writeSync(file, Buffer.alloc(size)) === size;
  } catch {
    return false;
  }
}

/** Adds servers until that fails; returns how many were added. */
function addUntilRefused(
  store: Store,
  regionId: RegionId,
): { readonly added: number; readonly code: string } {
  let added = 0;
  const add = () => {
    for (; added < 100_000; added += 1) {
      store.transaction(() => {
        store.servers.insert(sampleServer(regionId, { os: { kind: 'linux', name: 'x'.repeat(3000) } }));
        store.servers.insert(sampleServer(regionId));
      });
    }
  };
  return { code: codeOf(add), added: added * 2 };
}

fs.writeFileSync(filler, '');
fillDisk();
const atFirstStart = codeOf(() => openStore(path).close());
const madeOnFullDisk = fs.existsSync(path);
fs.truncateSync(filler);

const region = sampleRegion();
const store = openStore(path);
store.regions.insert(region);
fs.appendFileSync(filler, Buffer.alloc(1_500_000));
const { added, code } = addUntilRefused(store, region.id);
const afterRefusal = store.servers.list(region.id).length;
fillDisk();
store.close();

const reopened = codeOf(() => openStore(path).close());
fs.rmSync(filler);
const again = openStore(path);
const afterReopening = again.servers.list(region.id).length;
again.servers.insert(sampleServer(region.id));
const afterMakingRoom = again.servers.list(region.id).length;
again.close();

const result = {
  atFirstStart,
  madeOnFullDisk,
  added,
  code,
  afterRefusal,
  reopened,
  afterReopening,
  afterMakingRoom,
};
process.stdout.write(JSON.stringify(result));

/** Creates a key pair, and ends at one moment of it as an application does that is killed. */
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { IsolatedBackend } from '../../../electron/keychain/isolated-backend.ts';
import { isKnownOpen } from '../../../electron/keychain/known-open.ts';
import { KeytarVault } from '../../../electron/keychain/keytar-vault.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import { consoleOver } from '../../support/console-over.ts';
import { forkUtilityProcess } from '../../support/electron-on-chromium/utility-process.ts';
import { Moments, type Held } from './moments.ts';

const [folder = '', killAt = '', held = ''] = process.argv.slice(2);
const isPrepared = process.argv.includes('prepared');
const moments = new Moments(held === '' ? null : (held as Held), (moment) => {
  if (moment === killAt) process.kill(process.pid, 'SIGKILL');
});
const entry = join(import.meta.dirname, '../../../electron/keychain/keychain-entry.ts');
const backend = moments.watchKeychain(new IsolatedBackend(() => forkUtilityProcess(entry)));
const store = openStore(join(folder, 'data', 'latchkey.db'));
const { keyPairs, regions } = consoleOver(
  store,
  new KeytarVault({ backend, isOpen: isKnownOpen, timeoutMs: 120_000 }),
  folder,
);
const [region] = regions.list();
if (!region) throw new Error('no region');
moments.watchStore(store);
moments.watchFiles();
const spec = isPrepared ? ({ type: 'rsa', bits: 2048 } as const) : ({ type: 'ed25519' } as const);
if (isPrepared) {
  moments.phase = 'ahead-';
  keyPairs.prepare(spec);
  await moments.until('ahead-read');
  moments.phase = '';
}
await keyPairs.create(region.id, 'web', spec);
// What it does at the very end may come a moment later.
await setTimeout(60_000);

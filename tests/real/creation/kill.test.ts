import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateKeyRef } from '../../../electron/console/secret-refs.ts';
import { openStore } from '../../../electron/store/sqlite-store.ts';
import { publicLineOf } from '../../electron/keys/ssh-keygen.ts';
import { consoleOver } from '../../support/console-over.ts';
import { startKeyring, type Keyring } from '../../support/keyring/keyring.ts';
import { storedAccounts } from '../../support/keyring/stored-accounts.ts';
import { VaultProcess } from '../../support/keyring/vault-process.ts';
import type { Held, Moment } from './moments.ts';

const program = fileURLToPath(new URL('./killed-creation.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'latchkey-creation-'));
const recorded: readonly Moment[] = ['committed', 'file-linked', 'file-placed', 'download-used'];
const inPlace: readonly Moment[] = ['file-linked', 'file-placed', 'download-used'];

let keyring: Keyring;
let vault: VaultProcess;

beforeAll(async () => {
  keyring = await startKeyring({ state: 'unlocked' });
  vault = new VaultProcess(keyring.env);
});

afterAll(async () => {
  await vault.kill();
  await keyring.stop();
  rmSync(folder, { recursive: true });
});

/** Begins to create the key pair `web` in a folder, until the moment. */
async function killedAt(own: string, moment: Moment, held: Held | '', how: 'prepared' | 'at once') {
  const child = spawn(process.execPath, [program, own, moment, held, how], {
    env: { ...process.env, ...keyring.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

/** What the next start makes of it. */
async function expectTruth(own: string, isRecorded: boolean, isInPlace: boolean, isUsed: boolean) {
  const store = openStore(join(own, 'data', 'latchkey.db'));
  const console = consoleOver(store, vault, own);
  const notices = (await console.checkAtStart()).map(({ code }) => code);
  const keyPairs = console.regions.list().flatMap(({ id }) => console.keyPairs.list(id));
  expect(keyPairs.map(({ name, download }) => [name, download])).toEqual(
    isRecorded ? [['web', isUsed ? 'used' : 'available']] : [],
  );
  expect(await storedAccounts(keyring)).toEqual(keyPairs.map(({ id }) => `private-key:${id}`));
  expect(store.keychainIntents.list()).toEqual([]);
  const downloads = join(own, 'downloads');
  const files = readdirSync(own).includes('downloads') ? readdirSync(downloads) : [];
  expect(files).toEqual(isInPlace ? ['web.pem'] : []);
  expect(notices.filter((code) => code !== 'orphans-removed')).toEqual([]);
  for (const { id, publicKey } of keyPairs) {
    const kept = await vault.read(privateKeyRef(id));
    expect(publicKey.line.startsWith(publicLineOf(kept).split(' ').slice(0, 2).join(' '))).toBe(true);
    for (const file of files) expect(readFileSync(join(downloads, file), 'utf8')).toBe(kept);
    if (!isUsed) await console.keyPairs.download(id, join(downloads, 'later.pem'));
    await console.keyPairs.delete(id);
  }
  expect(await storedAccounts(keyring)).toEqual([]);
  console.resume.stop();
  console.pendingWatch.stop();
  store.close();
}

describe('K9: a creation that is killed leaves no half file and no orphan, and the record tells the truth:', () => {
  test.each<[how: 'at once' | 'prepared', held: Held | '', moment: Moment]>([
    ['prepared', '', 'ahead-intended'],
    ['prepared', '', 'ahead-written'],
    ['prepared', '', 'ahead-read'],
    ['at once', 'keychain', 'intended'],
    ...(['at once', 'prepared'] as const).flatMap((how) => [
      ...(['file-opened', 'file-written', 'file-flushed', 'keychain-read', 'committed'] as const).map(
        (moment) => [how, 'keychain', moment] as [typeof how, Held, Moment],
      ),
      ...(['keychain-read', 'committed', 'file-opened', 'file-flushed', 'file-linked'] as const).map(
        (moment) => [how, 'file', moment] as [typeof how, Held, Moment],
      ),
    ]),
    ['at once', 'keychain', 'keychain-written'],
    ['at once', 'file', 'keychain-written'],
    ['prepared', 'file', 'file-placed'],
    ['prepared', 'file', 'download-used'],
  ])('%s, %s held, at %s', async (how, held, moment) => {
    const own = mkdtempSync(join(folder, 'run-'));
    await killedAt(own, moment, held, how);
    const isRecorded = recorded.includes(moment) || (held === 'file' && moment.startsWith('file-'));
    await expectTruth(own, isRecorded, inPlace.includes(moment), moment === 'download-used');
  });
});

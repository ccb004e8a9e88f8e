import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KeyPairId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import { storedAccounts } from '../support/keyring/stored-accounts.ts';
import { VaultProcess } from '../support/keyring/vault-process.ts';
import { startCanary, type Canary } from './support/canary.ts';
import { byPassword } from './support/given.ts';
import { ConsolePage } from './support/console-page.ts';
import { answerOpenDialog, answerSaveDialog } from './support/native-dialogs.ts';
import { kill } from './support/process.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);
const rootPassword = 'correct horse battery staple';

/** Creates a key pair, looks for its private key from now on, and finds it in the file that was asked for alone. */
async function created({ application, given, traces }: Canary, name: string): Promise<KeyPair> {
  const keyPair = await given.createKeyPair(name, { type: 'rsa', bits: 2048 });
  const path = join(application.folders.downloads, `${name}.pem`);
  traces.add(await readFile(path, 'utf8'));
  expect(await traces.find()).toEqual([path]);
  traces.allow(path);
  return keyPair;
}

test('K1, K2: no trace is left when a key pair is replaced, a restart is postponed, or a server’s keys change', async ({
  startServer,
  atEnd,
}) => {
  test.setTimeout(300_000);
  // A server of its own, for no server is shown more than two refused logons in a minute.
  const [web, store] = await Promise.all([startServer({ rootPassword }), startServer({ rootPassword })]);
  const canary = await startCanary([web, store], atEnd);
  const { given, traces, nowhere } = canary;
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  const serverId = server.id;
  const [former, next, further] = [
    await created(canary, 'former'),
    await created(canary, 'next'),
    await created(canary, 'further'),
  ];
  await nowhere('create');

  await given.bind(former, server, 'postpone');
  expect(await given.server('web-1')).toMatchObject({ pending: { waitsFor: 'restart' } });
  await nowhere('bind, and postpone the restart');
  const restarting = await given.call('servers:take-effect', {
    serverIds: [serverId],
    effect: 'restart',
    secrets: [],
  });
  const finished = await given.finished(restarting);
  expect(finished.results).toMatchObject([{ state: 'succeeded' }]);
  expect(web.boots).toBe(2);
  expect(await given.server('web-1')).toMatchObject({ pending: null, passwordLogon: 'disabled' });
  await nowhere('restart later');

  await given.bind(next, server);
  expect(await given.server('web-1')).toMatchObject({ boundKeyPairId: next.id });
  await nowhere('replace a key pair');

  const { id } = await given.addServer(store, 'store-1', byPassword(rootPassword));
  const added = await given.call('authorized-keys:add', { serverId: id, keyPairId: further.id });
  const line = added.keys.find(({ keyPairId }) => keyPairId === further.id)?.key;
  if (!line) throw new Error('the key was not added');
  await nowhere('add an authorized key');
  const { path, digest } = line;
  const removal = { serverId: id, line: { path, line: line.line, digest }, evenIfLastWayIn: false };
  expect((await given.call('authorized-keys:remove', removal)).keys).toEqual([]);
  await nowhere('remove an authorized key');

  const said = await canary.said();
  for (const word of ['servers:take-effect', 'authorized-keys:add', 'authorized-keys:remove'])
    expect(said).toContain(word);
  expect(traces.isIn(Buffer.from(said))).toBe(false);
  await canary.application.electron.close();
  expect(await traces.find()).toEqual([]);
});

test('K1, K2, K9: a key pair that was prepared and cancelled is nowhere: not in the keychain, and not after a kill or a quit', async ({
  atEnd,
}) => {
  test.setTimeout(300_000);
  const canary = await startCanary([], atEnd);
  const { application, ui, traces, nowhere } = canary;
  const { keyring } = application;
  const accounts = (): Promise<string[]> => storedAccounts(keyring);
  /** Opens the dialog, waits until the private key is in the keychain, and looks for it from now on. */
  const prepared = async (name: string): Promise<void> => {
    await ui.openCreate(name);
    await expect.poll(accounts, { timeout: 60_000 }).toHaveLength(1);
    const [, id] = /^private-key:(.+)$/.exec((await accounts()).join()) ?? [];
    const vault = new VaultProcess(keyring.env);
    traces.add(await vault.read({ kind: 'private-key', keyPairId: KeyPairId.parse(id) }));
    await vault.kill();
    await nowhere('prepare');
  };
  await prepared('first');
  await ui.button('Cancel').click();
  await expect.poll(accounts).toEqual([]);
  await nowhere('cancel');

  await prepared('second');
  await kill(application);
  expect(await accounts()).toHaveLength(1);
  await application.restart();
  await expect(application.page.getByText('Latchkey found entries of its own in the keychain')).toBeVisible();
  expect(await accounts()).toEqual([]);
  expect(await traces.find()).toEqual([]);

  await new ConsolePage(application.page).openCreate('third');
  await expect.poll(accounts, { timeout: 60_000 }).toHaveLength(1);
  await application.electron.close();
  expect(await accounts()).toEqual([]);
  expect(await traces.find()).toEqual([]);
});

test('K1, K2: of a PuTTY file that is imported, and one that is saved, nothing is left but what was asked for', async ({
  atEnd,
}) => {
  test.setTimeout(300_000);
  const canary = await startCanary([], atEnd);
  const { application, given, traces, outside, nowhere } = canary;
  const passphrase = `canary ${randomBytes(20).toString('base64')}`;
  const inside = (name: string): string => join(outside, name);
  const [word, plain, keyFile] = [inside('word'), inside('plain'), inside('laptop.ppk')];
  await writeFile(word, passphrase);
  await run('puttygen', ['-q', '-t', 'ed25519', '-o', keyFile, '--new-passphrase', word]);
  await run('puttygen', [keyFile, '--old-passphrase', word, '-O', 'private-openssh-new', '-o', plain]);
  traces.add(await readFile(plain, 'utf8'));
  traces.addPassphrase(passphrase);

  await answerOpenDialog(application, keyFile);
  const locked = await given.call('key-pairs:choose-key-file', {});
  if (locked?.kind !== 'locked') throw new Error('an encrypted file was expected');
  const { handle } = locked;
  expect(await given.codeOf('key-pairs:unlock-key', { handle, passphrase: 'not this one' })).toBe(
    'passphrase-wrong',
  );
  await given.call('key-pairs:unlock-key', { handle, passphrase });
  await nowhere('open a PuTTY file');
  const { id: regionId } = await given.region();
  const imported = await given.call('key-pairs:import', {
    ...{ regionId, name: 'laptop', handle, index: 0 },
    keepPassphrase: true,
  });
  await nowhere('import it');

  const saved = join(application.folders.home, 'laptop.ppk');
  await answerSaveDialog(application, saved);
  const file = { form: 'ppk', useOriginalPassphrase: true } as const;
  await given.call('key-pairs:download', { keyPairId: imported.id, file });
  await nowhere('save it as an encrypted PuTTY file');
  const { stdout } = await run('puttygen', [saved, '--old-passphrase', word, '-L']);
  expect(stdout.split(' ')[1]).toBe(imported.publicKey.line.split(' ')[1]);

  const created = await given.call('key-pairs:create', {
    ...{ regionId, name: 'open', spec: { type: 'rsa', bits: 2048 } },
    file: { form: 'ppk' },
  });
  const path = join(application.folders.downloads, 'open.ppk');
  expect(created.download).toEqual({ saved: true, path });
  await run('puttygen', [path, '-O', 'private-openssh', '-o', plain]);
  traces.add(await readFile(plain, 'utf8'));
  expect(await traces.find()).toEqual([path]);
  traces.allow(path);
  await nowhere('create, and save a PuTTY file without a passphrase');
  for (const { id } of [imported, created.keyPair]) await given.call('key-pairs:delete', { keyPairId: id });
  await nowhere('delete');
  const said = await canary.said();
  for (const channel of ['key-pairs:unlock-key', 'key-pairs:import', 'key-pairs:download'])
    expect(said).toContain(channel);
  await application.electron.close();
  expect(await traces.find()).toEqual([]);
});

import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { byPassword } from './support/given.ts';
import { callFromPage } from './support/page-call.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);

const rule =
  '2 to 64 characters: letters, digits, colons (:), underscores (_) and hyphens (-), starting with a letter.';

const badNames = [
  { name: '', problem: 'too-short', words: 'Enter a name.' },
  { name: 'x', problem: 'too-short', words: 'A name has at least 2 characters.' },
  { name: 'a'.repeat(65), problem: 'too-long', words: 'A name has at most 64 characters.' },
  { name: '1st', problem: 'first-character', words: 'A name starts with a letter, A to Z.' },
  { name: 'prod key', problem: 'character', words: 'Only letters, digits, colons' },
  { name: '../../etc', problem: 'first-character', words: 'A name starts with a letter, A to Z.' },
  { name: 'schlüssel', problem: 'character', words: 'Only letters, digits, colons' },
] as const;

test('rule 1: the rule of names stands there before, and its breach is told while typing', async ({
  ui,
  given,
}) => {
  await ui.openCreate('');
  await expect(ui.dialog.getByText(rule)).toBeVisible();
  const field = ui.dialog.getByLabel('Key Pair Name');
  for (const { name, problem, words } of badNames) {
    await field.fill(name);
    // What is only too short yet is no mistake before it is confirmed.
    if (problem === 'too-short') await ui.button('Confirm').click();
    await expect(field).toHaveAccessibleDescription(new RegExp(words.replaceAll('.', '\\.')));
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await ui.button('Confirm').click();
  }
  await field.fill('production');
  await expect(field).not.toHaveAttribute('aria-invalid');
  await ui.button('Cancel').click();
  expect(await given.keyPairs()).toEqual([]);
});

test('rule 1: the main process refuses a bad name by itself', async ({ ui, given, application }) => {
  const { id: regionId } = await given.region();
  for (const { name, problem } of badNames)
    expect(
      await callFromPage(ui.page, 'key-pairs:create', { regionId, name, spec: { type: 'ed25519' } }),
    ).toEqual({ ok: false, error: { code: 'key-pair-name-invalid', details: { problem } } });
  expect(await given.keyPairs()).toEqual([]);
  expect(await readdir(application.folders.downloads)).toEqual([]);
});

test('rule 1: names of 2 and of 64 characters are taken, with a file that each system allows', async ({
  given,
  application,
}) => {
  const long = `a${':_-9'.repeat(15)}:_-`;
  expect(long).toHaveLength(64);
  await given.createKeyPair('ab');
  await given.createKeyPair(long);
  const names = (await readdir(application.folders.downloads)).toSorted();
  expect(names).toEqual([`${long.replaceAll(':', '_')}.pem`, 'ab.pem'].toSorted());
});

test('rule 1: a name that is taken is told while typing, and refused by the main process', async ({
  ui,
  given,
}) => {
  const { regionId } = await given.createKeyPair('production');
  await ui.openCreate('production');
  await expect(ui.dialog.getByText('A key pair of this name is already in this region.')).toBeVisible();
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByText('A key pair of this name is already in this region.')).toBeVisible();
  const request = { regionId, name: 'production', spec: { type: 'ed25519' } } as const;
  expect(await given.codeOf('key-pairs:create', request)).toBe('key-pair-name-taken');
  expect(await given.keyPairs()).toHaveLength(1);
});

test('rule 2: at the limit the button says so, and the main process refuses the 11th', async ({
  ui,
  given,
}) => {
  const first = await given.createKeyPair('key-1');
  for (let number = 2; number <= 10; number += 1) await given.createKeyPair(`key-${number}`);
  const { regionId } = first;
  const create = ui.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' });
  await expect(create).toHaveAccessibleDescription(/has 10 key pairs, its limit\. Delete one to make room/);
  await expect(create).toBeDisabled();
  await create.click({ force: true });
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  const refusal = {
    ok: false,
    error: { code: 'key-pair-limit-reached', details: { limit: 10 } },
  };
  const spec = { type: 'ed25519' } as const;
  expect(await callFromPage(ui.page, 'key-pairs:create', { regionId, name: 'key-11', spec })).toEqual(
    refusal,
  );
  await given.call('key-pairs:delete', { keyPairId: first.id });
  await create.click();
  await expect(ui.dialog.getByLabel('Key Pair Name')).toBeVisible();
});

test('rule 2: of two calls at once for the last place one is refused', async ({ ui, given }) => {
  for (let number = 1; number <= 9; number += 1) await given.createKeyPair(`key-${number}`);
  const { id: regionId } = await given.region();
  const spec = { type: 'rsa', bits: 2048 } as const;
  const results = await Promise.all(
    ['one', 'two'].map((name) => callFromPage(ui.page, 'key-pairs:create', { regionId, name, spec })),
  );
  expect(results.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await given.keyPairs()).toHaveLength(10);
});

test('from a key pair that was just created it goes on: its file, its public key, its servers', async ({
  ui,
  given,
  application,
}) => {
  const { id: regionId } = await given.region();
  const logon = byPassword('unused');
  const address = { host: '127.0.0.1', port: 9, user: 'root' };
  await given.call('servers:add', { regionId, name: 'web-1', ...address, logon, evenIfUnreachable: true });
  await ui.createKeyPair('production');
  const path = join(application.folders.downloads, 'production.pem');
  await ui.button('Show in Folder').click();
  await expect
    .poll(() => application.electron.evaluate(({ shell }) => (shell as unknown as { asked: string[] }).asked))
    .toContain(`showItemInFolder ${path}`);
  await ui.button('Copy Public Key').click();
  const { publicKey } = await given.keyPair('production');
  await expect
    .poll(() => application.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(publicKey.line);
  await ui.button('Attach Server').click();
  await expect(ui.dialog.getByRole('option', { name: /^web-1/ })).toBeVisible();
  await expect(ui.dialog).toContainText('production');
});

const kinds = [
  { label: undefined, oracle: /^2048 .*\(RSA\)$/, type: 'RSA 2048' },
  { label: 'RSA 3072', oracle: /^3072 .*\(RSA\)$/, type: 'RSA 3072' },
  { label: 'RSA 4096', oracle: /^4096 .*\(RSA\)$/, type: 'RSA 4096' },
  { label: 'Ed25519', oracle: /^256 .*\(ED25519\)$/, type: 'Ed25519' },
] as const;

for (const { label, oracle, type } of kinds)
  test(`rule 3: ${type} is made, and ssh-keygen agrees`, async ({ ui, application }) => {
    await ui.openCreate('production');
    if (label !== undefined) {
      await ui.dialog.getByText('Advanced: RSA 2048, saved as .pem').click();
      await ui.dialog.getByRole('radio', { name: label }).click();
    }
    await ui.button('Confirm').click();
    await ui.dialog.getByText('The private key was saved').waitFor();
    const path = join(application.folders.downloads, 'production.pem');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(application.folders.downloads)).toEqual(['production.pem']);
    const { stdout: publicLine } = await run('ssh-keygen', ['-y', '-f', path]);
    const publicPath = join(application.folders.temp, 'production.pub');
    await writeFile(publicPath, publicLine);
    const { stdout } = await run('ssh-keygen', ['-l', '-f', publicPath]);
    expect(stdout.trim()).toMatch(oracle);
    await expect(ui.dialog.getByText(stdout.split(' ')[1] ?? 'no fingerprint')).toBeVisible();
    await expect(ui.dialog.getByText(type, { exact: true })).toBeVisible();
    await ui.close();
    await expect(ui.row('production')).toContainText(type);
  });

test('rule 3: a kind that is not offered is refused by the main process', async ({ given }) => {
  const { id: regionId } = await given.region();
  for (const spec of [{ type: 'rsa', bits: 1024 }, { type: 'dsa' }]) {
    const request = { regionId, name: 'weak', spec } as never;
    expect(await given.codeOf('key-pairs:create', request)).toBe('request-invalid');
  }
  expect(await given.keyPairs()).toEqual([]);
});

test('a file of the same name in Downloads is not written over', async ({ ui, application }) => {
  const { downloads } = application.folders;
  await writeFile(join(downloads, 'production.pem'), 'somebody else’s');
  await ui.createKeyPair('production');
  await expect(ui.dialog.getByText(join(downloads, 'production (1).pem'))).toBeVisible();
  expect(await readFile(join(downloads, 'production.pem'), 'utf8')).toBe('somebody else’s');
  expect(await readFile(join(downloads, 'production (1).pem'), 'utf8')).toContain('PRIVATE KEY');
});

test('a new key pair is in the list, whatever that was filtered by', async ({ ui, given }) => {
  await given.createKeyPair('production');
  await ui.page.getByRole('searchbox').fill('production');
  await ui.show('Servers');
  await ui.page.keyboard.press('Control+n');
  await ui.dialog.getByLabel('Key Pair Name').fill('staging');
  await ui.button('Confirm').click();
  await ui.page.getByRole('dialog', { name: 'Key pair created' }).waitFor();
  await ui.close();
  await expect(ui.row('staging')).toBeVisible();
  await expect(ui.page.getByRole('searchbox')).toHaveValue('');
});

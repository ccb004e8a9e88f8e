import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byPassword, Given } from './support/given.ts';
import { startApplication } from './support/application.ts';
import { ConsolePage } from './support/console-page.ts';
import { answerOpenDialog } from './support/native-dialogs.ts';
import { callFromPage } from './support/page-call.ts';
import { expect, test } from './support/test.ts';

const passphrase = 'correct horse battery';
let count = 0;

/** A key file made by ssh-keygen, in a folder that is gone with the application. */
function keyFile(folder: string, ...options: readonly string[]): string {
  const file = join(folder, `id_${(count += 1)}`);
  execFileSync('ssh-keygen', ['-q', '-C', 'anna@laptop', ...options, '-f', file]);
  return file;
}

function fingerprintOf(file: string): string {
  return execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' }).split(' ')[1] ?? '';
}

async function openImport(ui: ConsolePage, name: string): Promise<void> {
  await ui.openCreate(name);
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
}

async function confirmImport(ui: ConsolePage): Promise<void> {
  await ui.button('Confirm').click();
  await expect(ui.page.getByRole('dialog', { name: 'Key pair imported' })).toBeVisible();
  await expect(ui.dialog.getByText('Its one download is still yours')).toBeVisible();
  await ui.close();
}

test('rule 5: a private key file is chosen, told of and kept in the keychain: it logs on to a server', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const file = keyFile(application.folders.temp, '-t', 'ed25519', '-N', '');
  await answerOpenDialog(application, file);
  await openImport(ui, 'laptop');
  await ui.button('Choose File…').click();
  await expect(ui.dialog.getByText('This is a private key', { exact: true })).toBeVisible();
  for (const fact of ['Ed25519', fingerprintOf(file), 'anna@laptop', 'The file is not encrypted', 'keychain'])
    await expect(ui.dialog).toContainText(fact);
  expect(await given.keyPairs()).toEqual([]);
  await confirmImport(ui);
  await expect(ui.row('laptop')).toContainText('In keychain');
  await ui.choose('laptop', 'Delete');
  await expect(ui.dialog).toContainText('only the key that it was imported from is left');
  await ui.button('Cancel').click();

  const password = 'correct horse battery staple';
  const machine = await startServer({ rootPassword: password });
  const server = await given.addServer(machine, 'web', byPassword(password));
  await given.bind(await given.keyPair('laptop'), server);
  expect((await given.server('web')).boundKeyPairId).toBe((await given.keyPair('laptop')).id);
});

test('rule 5: a pasted private key leaves the field, and its passphrase is asked for and checked', async ({
  ui,
  given,
  application,
}) => {
  const file = keyFile(application.folders.temp, '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', passphrase);
  await openImport(ui, 'pasted');
  await ui.dialog.getByLabel('Public Key Content').fill(readFileSync(file, 'utf8'));
  await expect(ui.dialog.getByText('This is a private key with a passphrase')).toBeVisible();
  await expect(ui.dialog.getByLabel('Public Key Content')).toHaveCount(0);
  const field = ui.dialog.getByLabel('Passphrase', { exact: true });
  await expect(field).toBeFocused();
  await ui.button('Confirm').click();
  await expect(field).toHaveAccessibleDescription(/Enter its passphrase\./);
  await field.fill('not this one');
  await ui.button('Open').click();
  await expect(field).toHaveAccessibleDescription(/This passphrase does not open the private key/);
  await expect(field).toBeFocused();
  await field.fill(passphrase);
  await ui.button('Confirm').click();
  await expect(ui.dialog).toContainText(fingerprintOf(file));
  await expect(ui.dialog).toContainText('This text is encrypted with');
  expect(await given.keyPairs()).toEqual([]);
  await confirmImport(ui);
  expect((await given.keyPair('pasted')).privateKey).toBe('keychain');
});

test('rule 5: a PuTTY key that is dropped on the window opens the import', async ({
  ui,
  given,
  application,
}) => {
  const file = keyFile(application.folders.temp, '-t', 'ecdsa', '-N', '');
  execFileSync('puttygen', [file, '-O', 'private', '-o', `${file}.ppk`, '-C', 'from PuTTY']);
  await ui.dropFile(`${file}.ppk`);
  await expect(ui.dialog.getByText('This is a private key', { exact: true })).toBeVisible();
  await expect(ui.dialog).toContainText('ECDSA 256');
  await expect(ui.dialog).toContainText(fingerprintOf(file));
  await ui.dialog.getByLabel('Key Pair Name').fill('dropped');
  await confirmImport(ui);
  expect((await given.keyPair('dropped')).privateKey).toBe('keychain');
});

test('rule 5: from the clipboard, several public keys: the user chooses', async ({
  ui,
  given,
  application,
}) => {
  const files = ['ed25519', 'ecdsa'].map((type) => keyFile(application.folders.temp, '-t', type, '-N', ''));
  const lines = files.map((file) => readFileSync(`${file}.pub`, 'utf8')).join('');
  await application.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), lines);
  await openImport(ui, 'second');
  await ui.button('Paste from Clipboard').click();
  await ui.dialog.getByRole('radio', { name: /^ECDSA 256/ }).click();
  await ui.button('Confirm').click();
  await expect(ui.page.getByRole('dialog', { name: 'Key pair imported' })).toBeVisible();
  expect((await given.keyPair('second')).publicKey.fingerprintSha256).toBe(fingerprintOf(files[1] ?? ''));
});

test('rule 5: from the clipboard, one public key', async ({ ui, given, application }) => {
  const file = keyFile(application.folders.temp, '-t', 'ed25519', '-N', '');
  const line = readFileSync(`${file}.pub`, 'utf8');
  await application.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), line);
  await openImport(ui, 'copied');
  await ui.button('Paste from Clipboard').click();
  await expect(ui.dialog).toContainText(fingerprintOf(file));
  await ui.button('Confirm').click();
  await expect(ui.page.getByRole('dialog', { name: 'Key pair imported' })).toBeVisible();
  expect((await given.keyPair('copied')).publicKey.fingerprintSha256).toBe(fingerprintOf(file));
});

test('rule 5: of several files that are dropped none is read, and that is said', async ({ ui }) => {
  await ui.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    for (const name of ['one.pem', 'two.pem']) dataTransfer.items.add(new File(['key'], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  });
  await expect(ui.page.getByText('Drop one key file, not 2')).toBeVisible();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
});

test('rule 5: what can’t be read is told at the field, and Use Another Key starts anew', async ({
  ui,
  given,
  application,
}) => {
  const { temp } = application.folders;
  const folder = join(temp, 'a-folder');
  mkdirSync(folder, { recursive: true });
  const garbage = join(temp, 'garbage');
  writeFileSync(garbage, Buffer.alloc(1024 * 1024, 'no key at all '));
  const pipe = join(temp, 'a-pipe');
  execFileSync('mkfifo', [pipe]);
  const good = keyFile(temp, '-t', 'ed25519', '-N', '');
  chmodSync(good, 0o600);
  await openImport(ui, 'other');
  const field = ui.dialog.getByLabel('Public Key Content');
  for (const [path, words] of [
    [folder, /Latchkey cannot read .*a-folder/],
    [join(temp, 'missing'), /Latchkey cannot read/],
    [pipe, /Latchkey cannot read .*a-pipe/],
    [garbage, /finds no key in “garbage”/],
  ] as const) {
    await answerOpenDialog(application, path);
    await ui.button('Choose File…').click();
    await expect(field).toHaveAccessibleDescription(words);
  }
  await answerOpenDialog(application, good);
  await ui.button('Choose File…').click();
  await expect(ui.dialog.getByText('This is a private key', { exact: true })).toBeVisible();
  await ui.button('Use Another Key').click();
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await ui.button('Cancel').click();
  expect(await given.keyPairs()).toEqual([]);
});

test('K1, K2: of an imported private key nothing is in a file of Latchkey’s, a reply or the page', async ({
  ui,
  given,
  application,
}) => {
  const file = keyFile(application.folders.temp, '-t', 'ed25519', '-N', '');
  const lines = readFileSync(file, 'utf8').split('\n').slice(2, -2);
  const { id: regionId } = await given.region();
  const read = await callFromPage(ui.page, 'key-pairs:read-key', { text: readFileSync(file, 'utf8') });
  if (!read.ok) throw new Error(read.error.code);
  const { handle } = read.value;
  const request = { regionId, name: 'canary', handle, index: 0 };
  const imported = await callFromPage(ui.page, 'key-pairs:import', request);
  expect(imported).toMatchObject({ ok: true, value: { privateKey: 'keychain' } });
  expect(await given.codeOf('key-pairs:import', { ...request, name: 'again' })).toBe('key-file-expired');
  const said = JSON.stringify([read, imported]);
  const { userData } = application.folders;
  const entries = await readdir(userData, { recursive: true, withFileTypes: true });
  const contents = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFile(join(parentPath, name)).catch(() => '')),
  );
  for (const line of lines) {
    expect(said).not.toContain(line);
    for (const content of contents) expect(content.includes(line)).toBe(false);
  }
});

test('rule 5: with a locked keychain a private key is not imported, and after the unlock it is: the file is still held', async ({
  atEnd,
}) => {
  test.slow();
  const application = await startApplication({ keyring: 'locked' });
  atEnd(() => application.stop());
  const [ui, given] = [new ConsolePage(application.page), new Given(application.page)];
  const file = keyFile(application.folders.temp, '-t', 'ed25519', '-N', passphrase);
  await answerOpenDialog(application, file);
  await openImport(ui, 'laptop');
  await ui.button('Choose File…').click();
  await ui.dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await ui.button('Open').click();
  await expect(ui.dialog.getByText('This is a private key', { exact: true })).toBeVisible();
  const keep = ui.dialog.getByRole('checkbox', { name: 'Keep the passphrase in the keychain' });
  await expect(keep).not.toBeChecked();
  await keep.click();
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByText('This computer’s keychain is locked')).toBeVisible({ timeout: 30_000 });
  expect(await given.keyPairs()).toEqual([]);

  await application.keyring.unlock();
  await confirmImport(ui);
  expect(await given.keyPair('laptop')).toMatchObject({ privateKey: 'keychain', isPassphraseKept: true });
});

test('E12: a page can’t have the main process read a file by its path', async ({ ui, application }) => {
  const path = keyFile(application.folders.temp, '-t', 'ed25519', '-N', '');
  expect(await callFromPage(ui.page, 'key-pairs:read-dropped-file', { path })).toEqual({
    ok: false,
    error: { code: 'request-invalid' },
  });
});

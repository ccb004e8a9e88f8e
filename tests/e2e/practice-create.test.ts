import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsolePage } from './support/console-page.ts';
import { answerOpenDialog } from './support/native-dialogs.ts';
import { chooserList, namesIn, openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

let count = 0;

/** A key made by ssh-keygen, and what ssh-keygen says of it. */
function makeKeyFile(folder: string, ...options: readonly string[]) {
  const file = join(folder, `practice_${(count += 1)}`);
  execFileSync('ssh-keygen', ['-q', '-C', 'anna@laptop', '-N', '', ...options, '-f', file]);
  const [bits = '', sha256 = ''] = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ');
  return { file, line: readFileSync(`${file}.pub`, 'utf8'), bits, sha256 };
}

async function openImport(ui: ConsolePage, name: string) {
  await ui.openCreate(name);
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
  return ui.dialog.getByLabel('Public Key Content');
}

async function confirmImport(ui: ConsolePage): Promise<void> {
  await ui.button('Confirm').click();
  await expect(ui.page.getByRole('dialog', { name: 'Key pair imported' })).toBeVisible();
}

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
});

test('a name is checked while it is typed, against the rule and against the names that are there', async ({
  ui,
}) => {
  await ui.openCreate('');
  const field = ui.dialog.getByLabel('Key Pair Name');
  for (const [name, words] of [
    ['1st', /A name starts with a letter, A to Z\./],
    ['two words', /Only letters, digits, colons/],
    ['a'.repeat(65), /A name has at most 64 characters\./],
    ['team-laptop', /A key pair of this name is already in this region\./],
  ] as const) {
    await field.fill(name);
    await expect(field).toHaveAccessibleDescription(words);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  await field.fill('practised');
  await expect(field).not.toHaveAttribute('aria-invalid');
  await expect(ui.dialog).toContainText('It is saved as practised.pem in your Downloads folder');
});

test('a key pair is created, saved, and attached right away', async ({ ui, application }) => {
  await ui.openCreate('practised');
  await ui.dialog.getByRole('checkbox', { name: 'Attach it to servers now' }).click();
  await ui.button('Confirm').click();
  const path = join(application.folders.downloads, 'practised.pem');
  await expect(ui.dialog.getByText(path)).toBeVisible();
  expect(await readFile(path, 'utf8')).toContain('-----BEGIN RSA PRIVATE KEY-----');
  await expect(ui.button('Attach Server')).toHaveCount(0);
  await ui.button('Continue to Attach Server').click();
  await expect(ui.dialog).toContainText('Choose the Linux servers that “practised” is put on.');
  await ui.chooseServers(['web-1']);
  await ui.chooseEffect('Restart Now');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await expect(ui.cell('practised', 'Servers')).toHaveText(/^1\b/);
  await expect(ui.cell('practised', 'Private key')).toContainText('In keychain');
});

test('a pasted public key is read while it is typed, and attached right away without a proof', async ({
  ui,
  application,
}) => {
  const { line, bits, sha256 } = makeKeyFile(application.folders.temp, '-t', 'rsa', '-b', '3072');
  const field = await openImport(ui, 'laptop');
  await field.fill(line);
  await expect(ui.dialog.getByText('This is a public key')).toBeVisible();
  for (const fact of [`RSA ${bits}`, sha256, 'anna@laptop'])
    await expect(ui.dialog.locator('dl')).toContainText(fact);
  await ui.dialog.getByRole('checkbox', { name: 'Attach it to servers now' }).click();
  await confirmImport(ui);
  await ui.button('Continue to Attach Server').click();
  await ui.chooseServers(['web-2']);
  await expect(ui.dialog).toContainText('The private key is not on this computer');
  await ui.chooseEffect('Restart Now');
  expect(await ui.jobResult('web-2')).toBe('Done');
  await expect(ui.dialog).toContainText(
    'The key pair is bound. Its private key is not on this computer, so no logon was proven.',
  );
  await expect(ui.dialog).toContainText('root can still log on with a password');
  await ui.close();
  await expect(ui.cell('laptop', 'Private key')).toContainText('Not on this computer');
});

test('what is wrong with a text is told while it is typed, and at which character', async ({
  ui,
  application,
}) => {
  const { line } = makeKeyFile(application.folders.temp, '-t', 'ed25519');
  const [type = '', blob = ''] = line.split(' ');
  const damaged = `${type} ${blob.slice(0, 20)}!${blob.slice(21)}`;
  const field = await openImport(ui, 'broken');
  // Before and after: the place is counted in the text as it stands in the field.
  for (const text of [damaged, `\n   ${damaged} anna@laptop\n`]) {
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(
      new RegExp(`a character that is not Base64\\..* Look at character ${text.indexOf('!') + 1}\\.`),
    );
  }
  for (const [text, words] of [
    ['hello', /This text is not a public key\./],
    [`${type} ${blob.slice(0, -8)}`, /The end of the key is missing\./],
    [`ssh-rsa ${blob}`, /names another type than the key itself\./],
  ] as const) {
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(words);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  await ui.button('Confirm').click();
  await expect(field).toBeFocused();
  await field.fill(line);
  await expect(field).not.toHaveAttribute('aria-invalid');
});

test('Base64 Preview shows what a public key looks like', async ({ ui }) => {
  await openImport(ui, 'preview');
  await ui.dialog.getByRole('button', { name: 'Base64 Preview' }).hover();
  await expect(ui.page.getByRole('tooltip')).toContainText('its type, a long Base64 text, and a comment');
  await expect(ui.page.getByRole('tooltip')).toContainText('ssh-rsa AAAAB3NzaC1yc2E');
});

test('a key comes by file, by a drop on the window, and from the clipboard', async ({ ui, application }) => {
  const [chosen, dropped, copied] = [['ed25519'], ['ecdsa'], ['rsa', '-b', '2048']].map((type) =>
    makeKeyFile(application.folders.temp, '-t', ...type),
  ) as [ReturnType<typeof makeKeyFile>, ReturnType<typeof makeKeyFile>, ReturnType<typeof makeKeyFile>];

  await answerOpenDialog(application, chosen.file);
  await openImport(ui, 'chosen');
  await ui.button('Choose File…').click();
  await expect(ui.dialog.getByText('This is a private key', { exact: true })).toBeVisible();
  await expect(ui.dialog).toContainText(chosen.sha256);
  await confirmImport(ui);
  await ui.close();
  await expect(ui.cell('chosen', 'Private key')).toContainText('In keychain');

  await ui.dropFile(`${dropped.file}.pub`);
  await expect(ui.dialog).toContainText(dropped.sha256);
  await expect(ui.dialog).toContainText(`ECDSA ${dropped.bits}`);
  await ui.dialog.getByLabel('Key Pair Name').fill('dropped');
  await confirmImport(ui);
  await ui.close();
  await expect(ui.cell('dropped', 'Private key')).toContainText('Not on this computer');

  const write = (text: string) =>
    application.electron.evaluate(({ clipboard }, written) => clipboard.writeText(written), text);
  await write(copied.line);
  await openImport(ui, 'copied');
  await ui.button('Paste from Clipboard').click();
  await expect(ui.dialog).toContainText(copied.sha256);
  await ui.dialog.getByRole('checkbox', { name: 'Attach it to servers now' }).click();
  await confirmImport(ui);
  await ui.button('Continue to Attach Server').click();
  await expect.poll(() => namesIn(chooserList(ui, 'Servers'))).toContain('web-1');
  await ui.button('Cancel').click();
  await expect(ui.cell('copied', 'Type')).toHaveText('RSA 2048');
});

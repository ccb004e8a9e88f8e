import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeKey } from '../support/sshd/target.ts';
import type { ConsolePage } from './support/console-page.ts';
import { callFromPage } from './support/page-call.ts';
import { expect, test } from './support/test.ts';

async function openImport(ui: ConsolePage, name: string) {
  await ui.openCreate(name);
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
  return ui.dialog.getByLabel('Public Key Content');
}

test('rule 5: a public key is read while it is typed, as ssh-keygen reads it, and imported', async ({
  ui,
  given,
  application,
}) => {
  const folder = application.folders.temp;
  const file = join(folder, 'laptop');
  const run = promisify(execFile);
  await run('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-C', 'anna@laptop', '-f', file]);
  const { stdout } = await run('ssh-keygen', ['-l', '-f', `${file}.pub`]);
  const { stdout: md5 } = await run('ssh-keygen', ['-l', '-E', 'md5', '-f', `${file}.pub`]);

  const field = await openImport(ui, 'laptop');
  await field.fill(await readFile(`${file}.pub`, 'utf8'));
  await expect(ui.dialog.getByText('This is a public key')).toBeVisible();
  for (const fact of ['RSA 2048', stdout.split(' ')[1], md5.split(' ')[1], 'anna@laptop'])
    await expect(ui.dialog.locator('dl')).toContainText(fact ?? 'missing');
  await ui.button('Confirm').click();
  await expect(ui.page.getByRole('dialog', { name: 'Key pair imported' })).toBeVisible();
  await expect(ui.dialog.getByText('Only its public key is here.')).toBeVisible();
  await ui.close();
  await expect(ui.row('laptop')).toContainText('Not on this computer');
  await expect(ui.row('laptop').getByRole('button', { name: 'Download…' })).toHaveCount(0);
  const { id: keyPairId } = await given.keyPair('laptop');
  expect(await given.codeOf('key-pairs:download', { keyPairId })).toBe('private-key-absent');
});

test('rule 5: what is wrong with a text, and where, is told while it is typed', async ({ ui, given }) => {
  const { publicLine } = await makeKey('ed25519');
  const [type = '', blob = ''] = publicLine.split(' ');
  const field = await openImport(ui, 'broken');
  const cases = [
    ['hello', 'This text is not a public key.'],
    [`${type} ${blob.slice(0, 20)}!${blob.slice(21)}`, 'The key contains a character that is not Base64.'],
    [`${type} ${blob.slice(0, -8)}`, 'The end of the key is missing.'],
    [`ssh-rsa ${blob}`, 'The first word of the line names another type than the key itself.'],
  ] as const;
  for (const [text, words] of cases) {
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(new RegExp(words.replaceAll('.', '\\.')));
    await ui.button('Confirm').click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  await field.fill('');
  await ui.button('Confirm').click();
  await expect(field).toHaveAccessibleDescription(/Paste a public key, or choose a key file\./);
  expect(await given.keyPairs()).toEqual([]);
});

test('rule 5: a public key can’t be had out of a private key without saying so', async ({ given }) => {
  const { privateKey } = await makeKey('ed25519');
  const { id: regionId } = await given.region();
  const request = { regionId, name: 'private', publicKey: privateKey };
  expect(await given.codeOf('key-pairs:import', request)).toBe('private-key-pasted');
  expect(await given.keyPairs()).toEqual([]);
});

test('rule 5: the same public key twice is refused with the name of the first', async ({ ui, given }) => {
  const { publicLine } = await makeKey('ed25519');
  const { regionId } = await given.importPublicKey('first', publicLine);
  const again = publicLine.replace(/ test$/m, ' other comment');
  const field = await openImport(ui, 'second');
  await field.fill(again);
  await ui.button('Confirm').click();
  await expect(
    ui.dialog.getByText('This public key is already in this region, under the name “first”.'),
  ).toBeVisible();
  expect(
    await callFromPage(ui.page, 'key-pairs:import', { regionId, name: 'second', publicKey: again }),
  ).toEqual({ ok: false, error: { code: 'key-pair-duplicate', details: { name: 'first' } } });
  expect(await given.keyPairs()).toHaveLength(1);
});

test('rule 5: the public half of a key pair that was generated here counts as the same', async ({
  given,
}) => {
  const { publicKey, regionId } = await given.createKeyPair('generated');
  const request = { regionId, name: 'again', publicKey: publicKey.line };
  expect(await given.codeOf('key-pairs:import', request)).toBe('key-pair-duplicate');
});

test('Base64 Preview shows what a public key looks like', async ({ ui }) => {
  await openImport(ui, 'preview');
  const hint = ui.dialog.getByRole('button', { name: 'Base64 Preview' });
  await hint.hover();
  await expect(ui.page.getByRole('tooltip')).toContainText('ssh-rsa AAAAB3NzaC1yc2E');
  await ui.page.mouse.move(0, 0);
  await expect(ui.page.getByRole('tooltip')).toHaveCount(0);
  // By keyboard as well.
  await ui.dialog.getByLabel('Public Key Content').focus();
  await ui.page.keyboard.press('Shift+Tab');
  await expect(hint).toBeFocused();
  await expect(ui.page.getByRole('tooltip')).toContainText('anna@laptop');
});

test('a click on Base64 Preview shows it at once, and leaves it there', async ({ ui }) => {
  await openImport(ui, 'preview');
  const hint = ui.dialog.getByRole('button', { name: 'Base64 Preview' });
  const shown = ui.page.getByRole('tooltip');
  await hint.click();
  await expect(shown).toContainText('ssh-rsa AAAAB3NzaC1yc2E');
  await hint.click();
  await expect(shown).toContainText('ssh-rsa AAAAB3NzaC1yc2E');
  await ui.page.mouse.move(0, 0);
  await expect(shown).toHaveCount(0);
});

test('what was refused of one key is not said of the next, nor of a key pair that is generated', async ({
  ui,
  given,
}) => {
  const { publicKey } = await given.createKeyPair('generated');
  await openImport(ui, 'again');
  const refusal = ui.dialog.getByText(
    'This public key is already in this region, under the name “generated”.',
  );
  const refuse = async (): Promise<void> => {
    await ui.dialog.getByLabel('Public Key Content').fill(publicKey.line);
    await ui.button('Confirm').click();
    await expect(refusal).toBeVisible();
  };
  await refuse();
  await ui.dialog.getByLabel('Public Key Content').fill('');
  await expect(refusal).toHaveCount(0);
  await refuse();
  await ui.dialog.getByRole('radio', { name: /^Auto-Generate/ }).click();
  await expect(refusal).toHaveCount(0);
});

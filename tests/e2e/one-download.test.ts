import { execFile } from 'node:child_process';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Application } from './support/application.ts';
import type { ConsolePage } from './support/console-page.ts';
import { answerSaveDialog, cancelSaveDialog } from './support/native-dialogs.ts';
import { callFromPage } from './support/page-call.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);

/** Root may write into any folder, so the folder is none. */
async function makeDownloadsUnwritable({ folders }: Application): Promise<void> {
  await rm(folders.downloads, { recursive: true });
  await writeFile(folders.downloads, '');
}

/** The public line that ssh-keygen derives, without its comment. It refuses a file that others may read. */
async function publicLineOf(path: string, passphrase = ''): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-y', '-P', passphrase, '-f', path]);
  return stdout.split(' ').slice(0, 2).join(' ').trim();
}

/** The same by puttygen, which takes the passphrase from a file. */
async function puttyLineOf(path: string, passphrase: string, folder: string): Promise<string> {
  const secret = join(folder, 'passphrase');
  await writeFile(secret, passphrase);
  const { stdout } = await run('puttygen', ['-L', path, '--old-passphrase', secret]);
  return stdout.split(' ').slice(0, 2).join(' ').trim();
}

async function fillPassphrase(ui: ConsolePage, passphrase: string): Promise<void> {
  await ui.dialog.getByRole('textbox', { name: 'Passphrase (optional)' }).fill(passphrase);
  await ui.dialog.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase);
}

test('rule 4: the private key is saved once; a second download is refused, over the bridge as well', async ({
  ui,
  given,
  application,
}) => {
  await ui.createKeyPair('production');
  await expect(ui.dialog.getByText('This was its one download.')).toBeVisible();
  await ui.close();
  const row = ui.row('production');
  await expect(row.getByRole('button', { name: 'Attach Server' })).toBeVisible();
  await expect(row.getByRole('button', { name: 'Download…' })).toHaveCount(0);
  await row.getByRole('button', { name: 'More actions for production' }).click();
  await expect(ui.page.getByRole('menuitem', { name: 'Copy Public Key' })).toBeVisible();
  await expect(ui.page.getByRole('menuitem', { name: 'Download…' })).toHaveCount(0);

  const elsewhere = join(application.folders.home, 'second.pem');
  await answerSaveDialog(application, elsewhere);
  const { id: keyPairId } = await given.keyPair('production');
  expect(await callFromPage(ui.page, 'key-pairs:download', { keyPairId })).toEqual({
    ok: false,
    error: { code: 'download-used', details: { name: 'production' } },
  });
  await expect(stat(elsewhere)).rejects.toThrow('ENOENT');
});

test('rule 4: where Downloads can’t be written to, nothing is lost: the row offers the download until it has succeeded', async ({
  ui,
  given,
  application,
}) => {
  await makeDownloadsUnwritable(application);
  await ui.openCreate('production');
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByText('The private key is not saved yet')).toBeVisible();
  const { downloads } = application.folders;
  await expect(ui.dialog.getByText(`Latchkey may not write to ${downloads}. `)).toBeVisible();

  // It can't be left by accident.
  await ui.page.keyboard.press('Escape');
  await expect(ui.dialog.getByText('The private key is not saved yet')).toBeVisible();

  await answerSaveDialog(application, null);
  await ui.button('Save Later').click();
  const download = ui.row('production').getByRole('button', { name: 'Download…' });
  await download.click();
  await ui.button('Save…').click();
  await expect(ui.dialog.getByText('Nothing is lost: the download is still available')).toBeVisible();

  const path = join(application.folders.home, 'kept', 'mine.pem');
  await answerSaveDialog(application, path);
  await ui.button('Save…').click();
  await expect(ui.page.getByText(`The private key was saved as ${path}`)).toBeVisible();
  await expect(download).toHaveCount(0);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { publicKey, id: keyPairId } = await given.keyPair('production');
  expect(publicKey.line).toContain(await publicLineOf(path));
  expect(await given.codeOf('key-pairs:download', { keyPairId })).toBe('download-used');
});

test('rule 4: saved from the dialog itself after a first save that failed', async ({ ui, application }) => {
  await makeDownloadsUnwritable(application);
  await ui.createKeyPair('production');
  await answerSaveDialog(application, null);
  await ui.button('Save Private Key…').click();
  await expect(ui.dialog.getByText('The private key was not saved.', { exact: true })).toBeVisible();
  const path = join(application.folders.home, 'production.pem');
  await answerSaveDialog(application, path);
  await ui.button('Save Private Key…').click();
  await expect(ui.dialog.getByText('The private key was saved')).toBeVisible();
  await expect(ui.dialog.getByText(path)).toBeVisible();
  expect(await readFile(path, 'utf8')).toContain('PRIVATE KEY');
  await ui.close();
  await expect(ui.row('production')).toBeVisible();
  await expect(ui.row('production').getByRole('button', { name: 'Download…' })).toHaveCount(0);
});

test('rule 4: a full disk leaves no part of a file, and the download for later', async ({
  ui,
  given,
  application,
  atEnd,
}) => {
  const { downloads } = application.folders;
  await run('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'full', downloads]);
  atEnd(() => run('umount', [downloads]));
  await writeFile(join(downloads, 'other.iso'), Buffer.alloc(4096));

  await ui.createKeyPair('production');
  await expect(ui.dialog.getByText('The private key is not saved yet')).toBeVisible();
  await expect(ui.dialog.getByText(`There is no space left in ${downloads}.`)).toBeVisible();
  await ui.button('Save Later').click();
  expect(await readdir(downloads)).toEqual(['other.iso']);
  expect(await given.keyPair('production')).toMatchObject({ download: 'available', privateKey: 'keychain' });

  await answerSaveDialog(application, join(downloads, 'production.pem'));
  const download = ui.row('production').getByRole('button', { name: 'Download…' });
  await download.click();
  await ui.button('Save…').click();
  await expect(ui.dialog.getByText(`There is no space left in ${downloads}.`)).toBeVisible();
  await rm(join(downloads, 'other.iso'));
  await ui.button('Save…').click();
  await expect(ui.page.getByText('The private key was saved as')).toBeVisible();
  expect(await readdir(downloads)).toEqual(['production.pem']);
});

test('rule 4: two downloads at the same moment give one file', async ({ ui, given, application }) => {
  await makeDownloadsUnwritable(application);
  const { id: keyPairId } = await given.createKeyPair('production');
  await answerSaveDialog(application, join(application.folders.home, 'one.pem'));
  const results = await Promise.all(
    [1, 2].map(() => callFromPage(ui.page, 'key-pairs:download', { keyPairId })),
  );
  expect(results.map((result) => (result.ok ? 'saved' : result.error.code)).toSorted()).toEqual([
    'download-used',
    'saved',
  ]);
});

const passphrase = 'pässwörd 東京 🔑';

test('rule 4: chosen before it is made: an OpenSSH file with a passphrase', async ({
  ui,
  given,
  application,
}) => {
  const { downloads } = application.folders;
  await ui.openCreate('production');
  await ui.dialog.getByText('Advanced: RSA 2048, saved as .pem').click();
  await ui.dialog.getByRole('radio', { name: 'OpenSSH' }).click();
  await expect(ui.dialog.getByText('It is saved as production in your Downloads folder')).toBeVisible();
  await fillPassphrase(ui, passphrase);
  await ui.dialog.getByRole('textbox', { name: 'Repeat the passphrase' }).fill('another');
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByText('The two passphrases are not the same.')).toBeVisible();
  expect(await readdir(downloads)).toEqual([]);
  await fillPassphrase(ui, passphrase);
  await ui.dialog.getByRole('button', { name: 'Show the passphrase' }).click();
  await expect(ui.dialog.getByRole('textbox', { name: 'Passphrase (optional)' })).toHaveAttribute(
    'type',
    'text',
  );
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByText('This was its one download.')).toBeVisible();

  const path = join(downloads, 'production');
  expect(await readdir(downloads)).toEqual(['production']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
  const { publicKey } = await given.keyPair('production');
  expect(publicKey.line).toContain(await publicLineOf(path, passphrase));
  await expect(publicLineOf(path, '')).rejects.toThrow('incorrect passphrase');
  const bytes = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64').toString('latin1');
  expect(bytes).toMatch(/^openssh-key-v1\0.{4}aes256-ctr.{4}bcrypt/s);
});

test('rule 4: chosen in the row: a PuTTY file, whose passphrase is kept nowhere', async ({
  ui,
  given,
  application,
}) => {
  const { home } = application.folders;
  await makeDownloadsUnwritable(application);
  const { publicKey, id: keyPairId } = await given.createKeyPair('production');
  await ui.page.reload();
  await ui.row('production').getByRole('button', { name: 'Download…' }).click();
  await ui.dialog.getByRole('radio', { name: 'PuTTY' }).click();
  await fillPassphrase(ui, passphrase);
  const path = join(home, 'production.ppk');
  await answerSaveDialog(application, path);
  await ui.button('Save…').click();
  await expect(ui.page.getByText(`The private key was saved as ${path}`)).toBeVisible();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toContain('Key-Derivation: Argon2id');
  expect(publicKey.line).toContain(await puttyLineOf(path, passphrase, home));
  expect(await given.codeOf('key-pairs:download', { keyPairId, file: { form: 'pem' } })).toBe(
    'download-used',
  );
  const traces = await run('grep', ['-raF', passphrase, application.folders.userData]).catch(
    (error: unknown) => error,
  );
  expect(traces).toMatchObject({ code: 1, stdout: '' });
});

test('rule 4: over the bridge, an encrypted .pem or a passphrase that nobody can type is refused, and nothing is used up', async ({
  given,
  application,
}) => {
  await makeDownloadsUnwritable(application);
  const { id: keyPairId } = await given.createKeyPair('production');
  const path = join(application.folders.home, 'production');
  await answerSaveDialog(application, path);
  const odd = ['line\nbreak', '', '\ud800'].map((text) => ({ form: 'openssh', passphrase: text }) as const);
  for (const file of [{ form: 'pem', passphrase: 'secret' }, ...odd]) {
    const code = await given.codeOf('key-pairs:download', { keyPairId, file: file as { form: 'pem' } });
    expect(code).toBe('request-invalid');
  }
  await expect(stat(path)).rejects.toThrow('ENOENT');
  expect(await given.keyPair('production')).toMatchObject({ download: 'available' });
});

test('the public key as a file that everybody may read; a dialog that was closed saves nothing', async ({
  ui,
  given,
  application,
}) => {
  const { publicKey } = await given.createKeyPair('production');
  const path = join(application.folders.home, 'production.pub');
  const { asked } = await cancelSaveDialog(application);
  await ui.choose('production', 'Save Public Key…');
  await asked;
  await answerSaveDialog(application, path);
  await ui.choose('production', 'Save Public Key…');
  await expect(ui.page.getByText(`The public key was saved as ${path}`)).toBeVisible();
  expect(await readFile(path, 'utf8')).toBe(`${publicKey.line}\n`);
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  const { stdout } = await run('ssh-keygen', ['-l', '-f', path]);
  expect(stdout).toContain(publicKey.fingerprintSha256);
});

import { execFile } from 'node:child_process';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Application } from './support/application.ts';
import { answerSaveDialog } from './support/native-dialogs.ts';
import { callFromPage } from './support/page-call.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);

/** Root may write into any folder, so the folder is none. */
async function makeDownloadsUnwritable({ folders }: Application): Promise<void> {
  await rm(folders.downloads, { recursive: true });
  await writeFile(folders.downloads, '');
}

async function publicLineOf(pemPath: string): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-y', '-f', pemPath]);
  return stdout.split(' ').slice(0, 2).join(' ').trim();
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
  await expect(row.getByRole('button', { name: 'Download .pem' })).toHaveCount(0);
  await row.getByRole('button', { name: 'More actions for production' }).click();
  await expect(ui.page.getByRole('menuitem', { name: 'Copy public key' })).toBeVisible();
  await expect(ui.page.getByRole('menuitem', { name: 'Download .pem' })).toHaveCount(0);

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
  await expect(ui.dialog.getByText(/Latchkey may not write to /)).toBeVisible();

  // It can't be left by accident.
  await ui.page.keyboard.press('Escape');
  await expect(ui.dialog.getByText('The private key is not saved yet')).toBeVisible();

  await answerSaveDialog(application, null);
  await ui.button('Save Later').click();
  const download = ui.row('production').getByRole('button', { name: 'Download .pem' });
  await download.click();
  await expect(ui.page.getByText('Nothing is lost: the download is still available')).toBeVisible();

  const path = join(application.folders.home, 'kept', 'mine.pem');
  await answerSaveDialog(application, path);
  await download.click();
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
  await expect(ui.row('production').getByRole('button', { name: 'Download .pem' })).toHaveCount(0);
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
  await expect(ui.dialog.getByText(/There is no space left/)).toBeVisible();
  await ui.button('Save Later').click();
  expect(await readdir(downloads)).toEqual(['other.iso']);
  expect(await given.keyPair('production')).toMatchObject({ download: 'available', privateKey: 'keychain' });

  await answerSaveDialog(application, join(downloads, 'production.pem'));
  const download = ui.row('production').getByRole('button', { name: 'Download .pem' });
  await download.click();
  await expect(ui.page.getByText(`There is no space left in ${downloads}.`)).toBeVisible();
  await rm(join(downloads, 'other.iso'));
  await download.click();
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

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerSaveDialog } from './support/native-dialogs.ts';
import { expect, test } from './support/test.ts';

test('every action lands in Activity, with its outcome; filtered and exported', async ({
  ui,
  given,
  application,
}) => {
  const { page } = ui;
  const keyPair = await given.createKeyPair('for-activity');
  await given.call('key-pairs:delete', { keyPairId: keyPair.id });
  await page.getByRole('navigation').getByRole('button', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();

  await page.getByLabel('Filter activity').fill('for-activity');
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('Delete key pair');
  await expect(rows.nth(2)).toContainText('Create key pair');

  await page.getByLabel('Action', { exact: true }).click();
  await page.getByRole('option', { name: 'Create key pair' }).click();
  await expect(rows).toHaveCount(2);
  await rows.nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(ui.dialog).toContainText('for-activity');
  await expect(ui.dialog).toContainText(keyPair.publicKey.fingerprintSha256);
  await expect(ui.dialog).toContainText(/\d:\d\d:\d\d\b.*(?:UTC|GMT|[A-Z]{3,4})/);
  await ui.close();

  const path = join(application.folders.downloads, 'activity.csv');
  await answerSaveDialog(application, path);
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(page.getByText(`1 action exported to ${path}`)).toBeVisible();
  const [, line = ''] = (await readFile(path, 'utf8')).split('\r\n');
  expect(line).toContain(',create-key-pair,');
  expect(line).toContain(`,for-activity,,succeeded,,,${keyPair.publicKey.fingerprintSha256},`);

  await page.getByLabel('Filter activity').fill('nothing is named so');
  await expect(page.getByText('No action matches')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export as CSV' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Filter activity').fill('');
});

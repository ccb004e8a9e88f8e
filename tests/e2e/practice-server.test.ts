import type { Page } from '@playwright/test';
import { openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';
import type { ConsolePage } from './support/console-page.ts';

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
  await ui.createKeyPair('practised');
  await ui.close();
});

async function attach(ui: ConsolePage): Promise<void> {
  await ui.attach('practised', ['web-1'], 'Restart Now');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await ui.show('Servers');
}

const lines = (page: Page) => page.getByRole('list', { name: 'Authorized keys' }).getByRole('listitem');

test('a practice server’s authorized keys are read, added to, and removed from', async ({ ui }) => {
  await attach(ui);
  await ui.choose('web-1', 'Authorized Keys');
  const bound = lines(ui.page).filter({ hasText: 'practised' });
  await expect(bound).toContainText('Bound');
  const before = await lines(ui.page).count();

  await ui.dialog.getByLabel('Add a key pair').click();
  await ui.page.getByRole('option', { name: /^team-laptop/ }).click();
  await ui.button('Add Key').click();
  await expect(lines(ui.page)).toHaveCount(before + 1);
  await ui.button('Remove team-laptop').click();
  await ui.button('Remove Key').click();
  await expect(lines(ui.page)).toHaveCount(before);

  // As on a real server: the last way in stays.
  await ui.button('Remove practised').click();
  await ui.button('Remove Key').click();
  await expect(ui.dialog).toContainText('Latchkey found no other way to log on to web-1 than this key.');
  await ui.button('Cancel').click();
  await expect(bound).toContainText('Bound');
});

test('a practice server is verified, checked, and takes passwords again', async ({ ui }) => {
  await attach(ui);
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  await ui.choose('web-1', 'Verify Logon');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expect(ui.dialog).toContainText('The server accepts the key pair.');
  await ui.close();

  await ui.choose('web-1', 'Re-enable Password Logon');
  await ui.button('Re-enable Password Logon').click();
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Enabled');
  await expect(ui.cell('web-1', 'Key pair')).toContainText('practised');
});

test('what is pending on a practice server is finished from its row', async ({ ui }) => {
  await ui.attach('practised', ['web-1'], 'Postpone Restart');
  expect(await ui.jobResult('web-1')).toBe('Pending');
  await ui.close();
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('Attach');
  await ui.choose('web-1', 'Finish What Is Pending');
  await ui.button('Restart Now').click();
  expect(await ui.jobResult('web-1')).toBe('Done');
  await ui.close();
  await expect(ui.cell('web-1', 'Pending')).toBeEmpty();
  await expect(ui.cell('web-1', 'Key pair')).toContainText('practised');
});

test('a Windows server of the practice region can be given another name, and nothing is logged on with', async ({
  ui,
}) => {
  await ui.show('Servers');
  await ui.choose('office', 'Edit');
  await ui.dialog.getByLabel('Name', { exact: true }).fill('accounts');
  await expect(ui.dialog.getByRole('checkbox', { name: 'Change how Latchkey logs on' })).toHaveCount(0);
  await expect(ui.dialog).not.toContainText('Host key');
  await ui.button('Save').click();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  await expect(ui.cell('accounts', 'OS')).toContainText('Windows');
  await ui.choose('accounts', 'Show Details');
  await expect(ui.dialog).toContainText('Password logon');
  await expect(ui.dialog).not.toContainText('SSH agent');
});

test('a Windows server of the practice region is not restarted, and says why', async ({ ui }) => {
  await ui.show('Servers');
  await ui
    .row('office')
    .getByRole('button', { name: /ctions for / })
    .click();
  const restart = ui.page.getByRole('menuitem', { name: 'Restart' });
  await expect(restart).toBeDisabled();
  await expect(restart).toContainText('Only servers that run Linux support SSH key pairs.');
});

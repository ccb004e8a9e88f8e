import { chooserList, namesIn, openPractice, removePractice, resultRow } from './support/practice.ts';
import { expect, test } from './support/test.ts';

const restartWarning =
  'A restart stops the server for a short time and may interrupt the services on it. Better do it when few people use it.';

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
  await ui.createKeyPair('practised');
  await ui.close();
});

test('servers are searched for, all that can be chosen are, and the others say why not', async ({ ui }) => {
  await ui.choose('practised', 'Attach Server');
  const servers = chooserList(ui, 'Servers');
  const option = (name: string) => servers.getByRole('option', { name: new RegExp(`^${name}`) });
  for (const [name, reason] of [
    ['office', 'Only servers that run Linux support SSH key pairs.'],
    ['staging', 'It is starting. Wait until it is Running.'],
  ] as const) {
    await expect(option(name)).toContainText(reason);
    await expect(option(name)).toHaveAttribute('aria-disabled', 'true');
  }
  await expect(option('backup')).toContainText('Stopped · root@192.0.2.31');
  await expect(option('shop')).toContainText('replaces “team-laptop”');

  const search = ui.dialog.getByRole('searchbox', { name: 'Servers: Search servers' });
  await search.fill('WEB');
  await expect.poll(() => namesIn(servers)).toEqual(['web-1', 'web-2']);
  await search.fill('192.0.2.21');
  await expect.poll(() => namesIn(servers)).toEqual(['shop']);
  await search.fill('nothing is named so');
  await expect(ui.dialog.getByText('No server matches.')).toBeVisible();
  await search.fill('');

  const all = ui.dialog.getByRole('checkbox', { name: 'Select all' }).first();
  await all.click();
  await expect(ui.dialog.getByText('5 of 7 selected')).toBeVisible();
  await ui.button('Move to the chosen servers').click();
  await expect
    .poll(() => namesIn(chooserList(ui, 'Attach to')))
    .toEqual(['backup', 'shop', 'unreliable', 'web-1', 'web-2']);
  await expect.poll(() => namesIn(servers)).toEqual(['office', 'staging']);
  // Nothing is left that it could select.
  await expect(all).toBeDisabled();
});

test('what is ticked and not moved over is not chosen yet, and the button says so', async ({ ui }) => {
  await ui.choose('practised', 'Attach Server');
  const [servers, chosen] = [chooserList(ui, 'Servers'), chooserList(ui, 'Attach to')];
  await expect(ui.button('Confirm')).toHaveAccessibleDescription('Choose a server and move it over first.');
  await servers.getByRole('option', { name: /^web-1/ }).click();
  await servers.getByRole('option', { name: /^web-2/ }).click();
  await expect(ui.button('Confirm')).toHaveAccessibleDescription('Move the 2 ticked servers over first.');
  await ui.button('Move to the chosen servers').click();
  await chosen.getByRole('option', { name: /^web-1/ }).click();
  await ui.button('Take out of the chosen servers').click();
  await expect.poll(() => namesIn(chosen)).toEqual(['web-2']);
  await ui.button('Confirm').click();
  await expect(ui.dialog).toContainText('“practised” is put on 1 server.');
});

test('the focus goes along with what an arrow moves over: the arrow itself is disabled then', async ({
  ui,
}) => {
  await ui.choose('practised', 'Attach Server');
  const [servers, chosen] = [chooserList(ui, 'Servers'), chooserList(ui, 'Attach to')];
  await servers.getByRole('option', { name: /^web-1/ }).click();
  await ui.button('Move to the chosen servers').press('Enter');
  await expect(chosen).toBeFocused();
  await ui.page.keyboard.press('Space');
  await ui.button('Take out of the chosen servers').press('Enter');
  await expect(servers).toBeFocused();
});

test('the key pair that is replaced is named, and the restart is warned of before it is chosen', async ({
  ui,
}) => {
  await ui.choose('practised', 'Attach Server');
  await ui.chooseServers(['shop']);
  await expect(ui.dialog).toContainText('On 1 server another key pair is replaced');
  await expect(ui.dialog).toContainText('shop: “team-laptop” no longer opens it');
  await expect(ui.dialog).toContainText('Password logon for root goes off');
  await expect(ui.dialog.getByRole('radio')).toHaveCount(2);
  await ui.dialog.getByRole('radio', { name: /^Restart Now/ }).click();
  await expect(ui.dialog).toContainText(restartWarning);
  await ui.dialog.getByRole('radio', { name: /^Postpone Restart/ }).click();
  await expect(ui.dialog.getByText(restartWarning)).toHaveCount(0);
  await ui.chooseEffect('Restart Now');
  expect(await ui.jobResult('shop')).toBe('Done');
  await expect(ui.dialog).toContainText('The key pair is bound, and a logon with it was proven.');
  await ui.close();
  await expect(ui.cell('team-laptop', 'Servers')).toHaveText('None');
  await expect(ui.cell('practised', 'Servers')).toHaveText(/^1\b/);
});

test('each server has a result of its own, and the one that failed is tried again alone', async ({ ui }) => {
  await ui.attach('practised', ['web-1', 'web-2', 'unreliable'], 'Postpone Restart');
  expect(await ui.jobResult('web-1')).toBe('Pending');
  expect(await ui.jobResult('web-2')).toBe('Pending');
  expect(await ui.jobResult('unreliable')).toBe('Failed');
  await expect(resultRow(ui, 'web-1')).toContainText('It takes effect after a restart');
  await expect(resultRow(ui, 'unreliable')).toContainText('Stopped at: Adding the public key');
  await expect(ui.dialog).toContainText('2 servers pending, 1 server failed');
  await ui.button('Try Again on 1 server').click();
  await expect.poll(() => ui.jobResult('unreliable')).toBe('Pending');
  await expect(ui.dialog).toContainText('3 servers pending');
  await ui.close();
  await expect(ui.cell('practised', 'Servers')).toHaveText(/^3\b/);
});

test('a stopped machine gets its key pair by itself as soon as it is up', async ({ ui }) => {
  test.setTimeout(360_000);
  await ui.attach('practised', ['backup'], 'Restart Now');
  expect(await ui.jobResult('backup')).toBe('Pending');
  await expect(resultRow(ui, 'backup')).toContainText(
    'The server is stopped. Latchkey carries this out when the server is next seen.',
  );
  await ui.close();
  await ui.show('Servers');
  await expect(ui.cell('backup', 'Status')).toHaveText('Stopped');
  await expect(ui.cell('staging', 'Status')).toHaveText('Starting');
  await expect(ui.cell('backup', 'Pending')).toHaveText('Attach');
  await expect(ui.cell('backup', 'Key pair')).toHaveText('None');

  await expect(ui.cell('backup', 'Key pair')).toHaveText('practised', { timeout: 180_000 });
  await expect(ui.cell('backup', 'Pending')).toBeEmpty();
  await expect(ui.cell('backup', 'Status')).toHaveText('Running');
  await expect(ui.cell('backup', 'Password logon')).toHaveText('Disabled');
  // It was starting all the while: that, too, ends by itself.
  await expect(ui.cell('staging', 'Status')).toHaveText('Running', { timeout: 180_000 });
});

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyPair } from '../electron/keys/ssh-keygen.ts';
import { expect, test } from './support/test.ts';

const count = 1000;
const patience = 120_000;

test('a thousand servers are taken over from the SSH config, and chosen from', async ({
  ui,
  given,
  application,
  atEnd,
}) => {
  test.slow();
  const folder = join(application.folders.home, '.ssh');
  await mkdir(folder, { mode: 0o700 });
  atEnd(() => rm(folder, { recursive: true }));
  const hosts = Array.from({ length: count }, (_none, index) => {
    const number = String(index).padStart(4, '0');
    return `Host node-${number}\n  HostName 127.0.0.1\n  Port ${20_000 + index}\n`;
  });
  const { privateKey } = makeKeyPair('-t', 'ed25519');
  await writeFile(join(folder, 'id_nodes'), privateKey, { mode: 0o600 });
  await writeFile(join(folder, 'config'), `${hosts.join('')}Host *\n  IdentityFile ~/.ssh/id_nodes\n`);
  await given.createKeyPair('production');

  await ui.show('Servers');
  await ui.page
    .getByRole('main')
    .getByRole('button', { name: /^Import from/ })
    .first()
    .click();
  // Only what can be seen, and a little more, is on the page, here and below.
  const boxes = ui.dialog
    .getByRole('list', { name: 'Servers in your SSH configuration' })
    .getByRole('checkbox');
  await expect(boxes.first()).toBeChecked();
  expect(await boxes.count()).toBeLessThan(100);
  await ui.button('Add 1,000 servers').click();
  await expect(ui.page.getByText('1,000 servers added.')).toBeVisible({ timeout: patience });

  await ui.page.getByRole('main').getByRole('button', { name: 'Refresh All' }).click();
  const stopped = async () => (await given.servers()).filter(({ status }) => status === 'stopped').length;
  await expect.poll(stopped, { timeout: patience }).toBe(count);
  await ui.close();
  await ui.show('Key Pairs');
  await ui.choose('production', 'Attach Server');
  const offered = ui.dialog.getByRole('listbox').first();
  const options = offered.getByRole('option');
  await expect(options.first()).toBeVisible();
  expect(await options.count()).toBeLessThan(100);
  await expect(options.first()).toHaveAttribute('aria-setsize', String(count));
  await ui.dialog.getByRole('searchbox').first().fill('node-0777');
  await expect(options).toHaveCount(1);
  await ui.dialog.getByRole('searchbox').first().fill('');
  await ui.dialog.getByRole('checkbox', { name: 'Select all' }).first().click();
  await ui.dialog.getByRole('button', { name: /^Move to the chosen/ }).click();
  await expect(options).toHaveCount(0);
  await expect(ui.dialog.getByRole('listbox').last().getByRole('option').first()).toHaveAttribute(
    'aria-setsize',
    String(count),
  );
  await ui.button('Cancel').click();
});

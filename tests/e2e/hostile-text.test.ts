import { makeKey } from '../support/sshd/target.ts';
import type { ConsolePage } from './support/console-page.ts';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';
const markup = '<img src=x onerror="globalThis.ran=1"><b>bold</b>';

/** Nothing of a planted text became an element or a script. */
async function expectPlainText(ui: ConsolePage): Promise<void> {
  expect(await ui.page.evaluate(() => Reflect.get(globalThis, 'ran') as unknown)).toBeUndefined();
  await expect(ui.page.locator('img, b')).toHaveCount(0);
}

test('E15: markup in a public key’s comment is shown as text', async ({ ui }) => {
  const [type = '', blob = ''] = (await makeKey()).publicLine.split(' ');
  await ui.openCreate('hostile');
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
  await ui.dialog.getByLabel('Public Key Content').fill(`${type} ${blob} ${markup}`);
  await expect(ui.dialog.locator('dl')).toContainText(markup);
  await expectPlainText(ui);
  await ui.button('Confirm').click();
  await ui.page.getByRole('dialog', { name: 'Key pair imported' }).waitFor();
  await expect(ui.dialog.locator('dl')).toContainText(markup);
  await expectPlainText(ui);
});

test('E15: a comment that turns the direction of writing round does not do so here', async ({
  ui,
  given,
}) => {
  const [type = '', blob = ''] = (await makeKey()).publicLine.split(' ');
  const { publicKey } = await given.importPublicKey('hostile', `${type} ${blob} \u202Eeno-tfel\u2066\u0007`);
  expect(publicKey.comment).not.toMatch(/[\u202A-\u202E\u2066-\u2069\p{Cc}]/u);
  expect(publicKey.line).not.toMatch(/[\u202A-\u202E\u2066-\u2069\p{Cc}]/u);
  await expect(ui.row('hostile')).toBeVisible();
});

test('E15: markup in a server’s name, and in what the server says of itself, is shown as text', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({
    rootPassword,
    sshdConfig: `Banner /etc/ssh/banner\nPermitRootLogin yes\n`,
  });
  await web.writeFile('/etc/ssh/banner', `${markup}\n`.repeat(20));
  await web.writeFile('/etc/ssh/os-release', `PRETTY_NAME='${markup}'\n`);
  expect(await web.exec('mount --bind /etc/ssh/os-release /usr/lib/os-release')).toMatchObject({ code: 0 });
  await given.createKeyPair('production');
  await given.addServer(web, markup, byPassword(rootPassword));
  await ui.show('Servers');
  await expect(ui.cell(markup, 'OS')).toHaveText(markup);
  await expectPlainText(ui);

  for (const action of ['Edit', 'Remove', 'Restart', 'Attach Key Pair']) {
    await ui.choose(markup, action);
    await expect(ui.dialog.getByRole('heading', { level: 2 })).toContainText(markup);
    await expectPlainText(ui);
    await ui.page.keyboard.press('Escape');
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  }
  await ui.show('Key Pairs');
  await ui.choose('production', 'Attach Server');
  await expect(ui.dialog.getByRole('option')).toContainText(markup);
  await ui.dialog.getByRole('option').dblclick();
  await ui.button('Confirm').click();
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult(markup)).toBe('Done');
  await expectPlainText(ui);
  await ui.close();
  await ui.choose('production', 'Delete');
  await expect(ui.dialog.getByRole('listitem')).toHaveText([markup]);
  await expectPlainText(ui);
});

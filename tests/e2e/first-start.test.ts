import { addressOf } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('from the first start’s “Add a Server of Yours” to a server that is listed, by keyboard', async ({
  ui,
  given,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  const { page } = ui;
  const choice = page.getByRole('button', { name: /^Add a Server of Yours/ });
  await choice.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Add Server' })).toBeVisible();
  const { host, port } = addressOf(web);
  await ui.dialog.getByLabel('Host', { exact: true }).fill(host);
  await ui.dialog.getByLabel('Port', { exact: true }).fill(String(port));
  await ui.dialog.getByLabel('Name', { exact: true }).fill('web-1');
  const password = ui.dialog.getByRole('textbox', { name: 'Password' });
  await password.fill(rootPassword);
  await password.press('Enter');
  await ui.button('It Matches, Continue').press('Enter');

  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
  await expect(ui.cell('web-1', 'Status')).toContainText('Running');
  expect(await given.servers()).toMatchObject([{ name: 'web-1', host, port, status: 'running' }]);
  // What was the beginning is over.
  await expect(page.getByText('Where do you want to begin?')).toHaveCount(0);
  await ui.show('Key Pairs');
  await expect(choice).toHaveCount(0);
});

test('“Add a Server of Yours” given up leads back to the three choices', async ({ ui, given }) => {
  const choice = ui.page.getByRole('button', { name: /^Add a Server of Yours/ });
  await choice.click();
  await ui.dialog.waitFor();
  await ui.page.keyboard.press('Escape');
  await expect(ui.page.getByRole('dialog')).toBeHidden();
  await expect(choice).toBeVisible();
  expect(await given.servers()).toEqual([]);
});

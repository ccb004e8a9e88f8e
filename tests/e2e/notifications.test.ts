import { byPassword } from './support/given.ts';
import { noteNotifications } from './support/notifications.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('a job that ends while nobody looks at the window is told on the desktop, and a click leads to it', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  const keyPair = await given.createKeyPair('production');
  const desktop = await noteNotifications(application);
  await given.bind(keyPair, server);
  await expect.poll(desktop.titles).toEqual(['Attached “production”']);

  await desktop.clickFirst();
  await expect(ui.dialog.getByRole('heading', { name: 'Attach key pair' })).toBeVisible();
  await expect(ui.dialog.getByText('web-1')).toBeVisible();
  await given.unbind(keyPair, server);
});

import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

interface Shown {
  title: string;
  emit: (event: 'click') => void;
}

test('a job that ends while nobody looks at the window is told on the desktop, and a click leads to it', async ({
  ui,
  given,
  application,
  startServer,
}) => {
  const web = await startServer({ rootPassword });
  const server = await given.addServer(web, 'web-1', byPassword(rootPassword));
  const keyPair = await given.createKeyPair('production');
  await application.electron.evaluate(({ BrowserWindow, Notification }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window) window.isFocused = () => false;
    const shown: unknown[] = [];
    Reflect.set(globalThis, 'shownNotifications', shown);
    Notification.prototype.show = function () {
      shown.push(this);
    };
  });
  await given.bind(keyPair, server);
  const titles = () =>
    application.electron.evaluate(() =>
      (Reflect.get(globalThis, 'shownNotifications') as Shown[]).map(({ title }) => title),
    );
  await expect.poll(titles).toEqual(['Attached “production”']);

  await application.electron.evaluate(() => {
    (Reflect.get(globalThis, 'shownNotifications') as Shown[])[0]?.emit('click');
  });
  await expect(ui.dialog.getByRole('heading', { name: 'Attach key pair' })).toBeVisible();
  await expect(ui.dialog.getByText('web-1')).toBeVisible();
  await given.unbind(keyPair, server);
});

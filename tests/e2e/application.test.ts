import { writeFile, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { opensByKey, opensByPassword } from '../real/providers/ssh/openssh.ts';
import { startApplication } from './support/application.ts';
import { ConsolePage } from './support/console-page.ts';
import { byPassword, Given } from './support/given.ts';
import { kill, startSecondInstance } from './support/process.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

test('E16: a second instance ends by itself, and the first comes to the front', async ({
  application,
  ui,
}) => {
  const { electron } = application;
  await electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return;
    const focus = window.focus.bind(window);
    window.focus = () => {
      Reflect.set(globalThis, 'wasFocused', true);
      focus();
    };
  });
  expect(await startSecondInstance(application)).toBe(0);
  await expect
    .poll(() => electron.evaluate(() => Reflect.get(globalThis, 'wasFocused') as unknown))
    .toBe(true);
  expect(application.electron.windows()).toHaveLength(1);
  await expect(ui.page.getByRole('heading', { name: 'Key Pairs' })).toBeVisible();
});

test('a restart keeps key pairs, servers, bindings, what is pending, and accepted host keys', async ({
  atEnd,
  startServer,
}) => {
  const application = await startApplication();
  atEnd(() => application.stop());
  const given = () => new Given(application.page);
  const web = await startServer({ rootPassword });
  const server = await given().addServer(web, 'web-1', byPassword(rootPassword));
  await given().bind(await given().createKeyPair('production'), server, 'postpone');
  const before = [await given().keyPairs(), await given().servers()];
  await application.restart();
  expect([await given().keyPairs(), await given().servers()]).toEqual(before);
  const ui = new ConsolePage(application.page);
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('Attach');
  await ui.choose('web-1', 'Refresh Status');
  await expect(ui.page.getByText('web-1 was read again')).toBeVisible();
});

test('M2: a damaged list is told, left alone, and replaced by its backup when that is asked for', async ({
  atEnd,
}) => {
  const application = await startApplication();
  atEnd(() => application.stop());
  await new Given(application.page).createKeyPair('production');
  // The backup is made at a start.
  await application.restart();
  await application.electron.close();
  const path = join(application.folders.userData, 'latchkey.db');
  const garbage = 'this is no list of key pairs\n'.repeat(500);
  await writeFile(path, garbage);
  await application.restart();

  const { page } = application;
  await expect(page.getByText(/^Latchkey’s list was damaged and was not touched/)).toBeVisible();
  expect(await readFile(path, 'utf8')).toBe(garbage);
  await page.getByRole('button', { name: 'Use the Backup' }).click();
  const ui = new ConsolePage(page);
  await expect(ui.row('production')).toBeVisible();
  await expect(page.getByText(/was damaged/)).toHaveCount(0);
  const files = await readdir(application.folders.userData);
  const aside =
    files.find((name) => name.startsWith('latchkey.db.') && /aside/.test(name)) ?? 'nothing set aside';
  expect(await readFile(join(application.folders.userData, aside), 'utf8')).toBe(garbage);
  await ui.createKeyPair('second');
});

test('rule 12: killed in the middle of a job, the next start says on which server, and the job is finished', async ({
  atEnd,
  startServer,
}) => {
  test.slow();
  const application = await startApplication();
  atEnd(() => application.stop());
  const given = () => new Given(application.page);
  const web = await startServer({ rootPassword, downTimeMs: 3000 });
  const other = await startServer({ rootPassword });
  const keyPair = await given().createKeyPair('production');
  const server = await given().addServer(web, 'web-1', byPassword(rootPassword));
  await given().addServer(other, 'web-2', byPassword(rootPassword));
  await given().startBind(keyPair, server, 'restart');
  await expect.poll(async () => (await given().server('web-1')).status, { timeout: 30_000 }).toBe('starting');
  await kill(application);
  await application.restart();

  const notice = application.page.getByText(/^An action on web-1 was cut off in the middle\. As soon/);
  await expect(notice).toBeVisible();
  const { regionId } = keyPair;
  expect(await given().call('jobs:list', { regionId })).toMatchObject([{ state: 'interrupted' }]);

  // Without a click: as soon as the machine is back, what was begun is finished.
  const ui = new ConsolePage(application.page);
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Status')).toHaveText('Running', { timeout: 60_000 });
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('production');
  await expect(ui.cell('web-1', 'Password logon')).toHaveText('Disabled');
  await expect(notice).toBeHidden();
  const finished = 'An action on web-1 was cut off in the middle. It has been finished since.';
  await expect(application.page.getByText(finished)).toBeVisible();
  await ui.show('Activity');
  const entry = application.page
    .getByRole('row')
    .filter({ hasText: 'web-1' })
    .filter({ hasText: 'production' });
  await expect(entry).toContainText('Done');
  expect(web.boots).toBe(2);
  const pem = await readFile(join(application.folders.downloads, 'production.pem'), 'utf8');
  expect(await opensByKey(web, pem)).toBe(true);
  expect(await opensByPassword(web, rootPassword)).toBe(false);
});

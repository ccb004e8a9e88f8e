import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { endAnimations } from '../support/end-animations.ts';
import { makeKey } from '../support/sshd/target.ts';
import type { Application } from './support/application.ts';
import { addressOf } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

/** Makes the application light or dark, and waits until the page has followed. */
async function show(application: Application, theme: 'light' | 'dark'): Promise<void> {
  await application.electron.evaluate(({ nativeTheme }, wanted) => {
    nativeTheme.themeSource = wanted;
  }, theme);
  const isDark = () => application.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expect.poll(isDark).toBe(theme === 'dark');
}

/** All that axe knows, or one rule of it, on what the window shows now. */
async function violations(page: Page, rule?: string): Promise<unknown> {
  await endAnimations(page);
  // Legacy: without a page of its own for the evaluation, which an application does not open.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rule !== undefined) axe.withRules(rule);
  const found = await axe.analyze();
  expect(found.passes.length, 'rules that were looked at').toBeGreaterThan(rule === undefined ? 10 : 0);
  return found.violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`),
  }));
}

test('the screens and the main dialogs are accessible, in light and in dark colours', async ({
  ui,
  given,
  application,
  startServer,
  atEnd,
}) => {
  // Some forty looks of axe's, in a browser that shares its processor with servers.
  test.setTimeout(480_000);
  atEnd(() =>
    application.electron.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'system';
    }),
  );
  const expectAccessible = (what: string) =>
    test.step(what, async () => {
      await show(application, 'light');
      expect.soft(await violations(ui.page), what).toEqual([]);
      await show(application, 'dark');
      expect.soft(await violations(ui.page, 'color-contrast'), `${what}, dark`).toEqual([]);
    });
  const leave = async () => {
    await ui.button('Close').click();
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  };

  await expectAccessible('no key pairs');
  await ui.show('Servers');
  await expectAccessible('no servers');

  await ui.openCreate('1st');
  await expectAccessible('Create Key Pair, with a mistake');
  await ui.dialog.getByText('Advanced: RSA 2048, saved as .pem').click();
  await expectAccessible('Create Key Pair, Advanced');
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
  await ui.dialog.getByLabel('Public Key Content').fill((await makeKey()).publicLine);
  await ui.dialog.getByText('This is a public key').waitFor();
  await expectAccessible('Create Key Pair, Import');
  await leave();
  await ui.createKeyPair('production');
  await expectAccessible('Key pair created');
  await ui.close();

  const web = await startServer({ rootPassword });
  await ui.openAddServer({ name: 'web-1', ...addressOf(web), password: '' });
  await ui.button('Add Server').click();
  await expectAccessible('Add Server, with a mistake');
  await ui.dialog.getByRole('textbox', { name: 'Password' }).fill(rootPassword);
  await ui.button('Add Server').click();
  await ui.button('It Matches, Continue').waitFor();
  await expectAccessible('an unknown host key');
  await ui.button('It Matches, Continue').click();
  await ui.row('web-1').waitFor();
  await expectAccessible('Servers');
  await ui.choose('web-1', 'Edit');
  await expectAccessible('Edit Server');
  await leave();

  await ui.show('Key Pairs');
  await ui.choose('production', 'Attach Server');
  await expectAccessible('Attach Server, the chooser');
  await ui.chooseServers(['web-1']);
  await expectAccessible('Attach Server, the effect');
  await ui.dialog.getByRole('radio', { name: /^Restart Now/ }).click();
  await expectAccessible('Attach Server, with a restart');
  await ui.chooseEffect('Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  await expectAccessible('a job’s results');
  await ui.close();
  await expectAccessible('Key Pairs');
  await ui
    .row('production')
    .getByRole('button', { name: /ctions for / })
    .click();
  await expectAccessible('a row’s menu');
  await ui.page.keyboard.press('Escape');
  await ui.choose('production', 'Delete');
  await expectAccessible('Delete, refused');
  await leave();

  await ui.show('Servers');
  await ui.choose('web-1', 'Remove');
  await expectAccessible('Remove Server');
  await leave();
  await given.createKeyPair('unused');
  await ui.show('Key Pairs');
  await ui.choose('unused', 'Delete');
  await expectAccessible('Delete');
  await leave();
  await ui.choose('production', 'Detach Server');
  await expectAccessible('Detach Server');
});

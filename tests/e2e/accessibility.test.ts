import { AxeBuilder } from '@axe-core/playwright';
import { makeKey } from '../support/sshd/target.ts';
import type { ConsolePage } from './support/console-page.ts';
import { addressOf } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

type Theme = 'light' | 'dark';

/** All that axe knows, on what the window shows now; in the dark only what depends on colours. */
async function check(ui: ConsolePage, theme: Theme, what: string): Promise<void> {
  await test.step(what, async () => {
    // Colours in the middle of a transition are nobody's.
    await ui.page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    // Legacy: without a page of its own for the evaluation, which an application does not open.
    const axe = new AxeBuilder({ page: ui.page }).setLegacyMode();
    if (theme === 'dark') axe.withRules('color-contrast');
    const { violations, passes } = await axe.analyze();
    expect(passes.length, 'rules that were looked at').toBeGreaterThan(theme === 'dark' ? 0 : 10);
    const found = violations.map(({ id, nodes }) => ({
      id,
      at: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
    }));
    expect.soft(found, what).toEqual([]);
  });
}

for (const theme of ['light', 'dark'] as const)
  test(`the screens and the main dialogs are accessible: ${theme}`, async ({
    ui,
    given,
    application,
    startServer,
    atEnd,
  }) => {
    test.slow();
    const setTheme = (source: Theme | 'system') =>
      application.electron.evaluate(({ nativeTheme }, wanted) => {
        nativeTheme.themeSource = wanted;
      }, source);
    await setTheme(theme);
    atEnd(() => setTheme('system'));
    const isDark = () => ui.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await expect.poll(isDark).toBe(theme === 'dark');
    const expectAccessible = (what: string) => check(ui, theme, what);
    const leave = async () => {
      await ui.button('Close').click();
      await expect(ui.page.getByRole('dialog')).toHaveCount(0);
    };

    await expectAccessible('no key pairs');
    await ui.show('Servers');
    await expectAccessible('no servers');

    await ui.openCreate('1st');
    await expectAccessible('Create Key Pair, with a mistake');
    await ui.dialog.getByText('Advanced: RSA 2048').click();
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

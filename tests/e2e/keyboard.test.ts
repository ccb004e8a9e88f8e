import type { SshServer } from '../support/sshd/ssh-server.ts';
import type { ConsolePage } from './support/console-page.ts';
import { chooseByKeys, chooseServer, closeResult, expectFocusRing, press, tabTo } from './support/by-keys.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

async function show(ui: ConsolePage, section: 'Key Pairs' | 'Servers'): Promise<void> {
  await tabTo(ui, ui.page.getByRole('navigation').getByRole('button', { name: section }));
  await press(ui, 'Enter');
}

async function addServer(ui: ConsolePage, web: SshServer, name: string): Promise<void> {
  await show(ui, 'Servers');
  await tabTo(ui, ui.page.getByRole('main').getByRole('button', { name: 'Add Server' }).first());
  await press(ui, 'Enter');
  await expect(ui.dialog.getByLabel('Host', { exact: true })).toBeFocused();
  await ui.page.keyboard.type(web.host);
  await tabTo(ui, ui.dialog.getByLabel('Port', { exact: true }));
  await press(ui, 'Control+a');
  await ui.page.keyboard.type(String(web.port));
  await tabTo(ui, ui.dialog.getByLabel('Name', { exact: true }));
  await press(ui, 'Control+a');
  await ui.page.keyboard.type(name);
  await tabTo(ui, ui.dialog.getByRole('textbox', { name: 'Password' }));
  await ui.page.keyboard.type(rootPassword);
  await press(ui, 'Enter');
  await ui.button('It Matches, Continue').waitFor();
  await tabTo(ui, ui.button('It Matches, Continue'));
  await press(ui, 'Enter');
  await expect(ui.row(name)).toBeVisible();
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
}

test('the whole main job is done without a mouse', async ({ ui, given, startServer }) => {
  test.slow();
  const web = await startServer({ rootPassword });

  await test.step('add a server', async () => {
    await addServer(ui, web, 'web-1');
    await show(ui, 'Key Pairs');
  });

  await test.step('create', async () => {
    const create = ui.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' });
    await tabTo(ui, create);
    await expectFocusRing(create);
    await press(ui, 'Enter');
    const name = ui.dialog.getByLabel('Key Pair Name');
    await expectFocusRing(name);
    await ui.page.keyboard.type('production');
    await press(ui, 'Enter');
    await ui.dialog.getByText('The private key was saved').waitFor();
    await tabTo(ui, ui.button('Done'));
    await press(ui, 'Enter');
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('attach', async () => {
    const attach = ui.row('production').getByRole('button', { name: 'Attach Server', exact: true });
    await tabTo(ui, attach);
    await expectFocusRing(attach);
    await press(ui, 'Enter');
    await chooseServer(ui, 'web-1', 'Reload SSH Service');
    await closeResult(ui, 'web-1');
    await expect(ui.cell('production', 'Servers')).toHaveText(/^1\b/);
  });

  await test.step('delete is refused, and leaves the focus where it was', async () => {
    await chooseByKeys(ui, 'production', 'Delete');
    await expect(ui.dialog).toContainText('It is still bound to 1 server');
    await press(ui, 'Escape');
    await expect(ui.page.getByRole('dialog')).toHaveCount(0);
    await expect(ui.row('production').getByRole('button', { name: /ctions for / })).toBeFocused();
    // A focus that is given back explains nothing: the tooltip would lie over the row above.
    await expect(ui.page.getByRole('tooltip')).toHaveCount(0);
  });

  await test.step('let the password in again', async () => {
    await show(ui, 'Servers');
    await chooseByKeys(ui, 'web-1', 'Re-enable Password Logon');
    await tabTo(ui, ui.button('Re-enable Password Logon'));
    await press(ui, 'Enter');
    await closeResult(ui, 'web-1');
    await show(ui, 'Key Pairs');
  });

  await test.step('detach', async () => {
    await tabTo(ui, ui.row('production').getByRole('button', { name: 'Detach Server', exact: true }));
    await press(ui, 'Enter');
    await chooseServer(ui, 'web-1', 'Reload SSH Service');
    await closeResult(ui, 'web-1');
  });

  await test.step('delete', async () => {
    await expect(ui.cell('production', 'Servers')).toHaveText('None');
    await chooseByKeys(ui, 'production', 'Delete');
    await tabTo(ui, ui.dialog.getByRole('textbox'));
    await ui.page.keyboard.type('production');
    await press(ui, 'Enter');
    await expect(ui.page.getByText('No key pairs yet')).toBeVisible();
    expect(await given.keyPairs()).toEqual([]);
  });
});

test('a server is added, and opened from its row, without a mouse', async ({ ui, startServer }) => {
  const web = await startServer({ rootPassword });
  await addServer(ui, web, 'web-1');
  await tabTo(ui, ui.row('web-1'));
  await press(ui, 'Enter');
  await expect(ui.page.getByRole('dialog', { name: 'web-1' })).toBeVisible();
  await press(ui, 'Escape');
  await expect(ui.row('web-1')).toBeFocused();
});

test('in an open dialog the focus stays in it, and Escape gives it back', async ({ ui, given }) => {
  await given.createKeyPair('production');
  const create = ui.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' });
  await create.focus();
  await press(ui, 'Enter');
  await ui.dialog.waitFor();
  for (let presses = 0; presses < 20; presses += 1) {
    await press(ui, presses < 10 ? 'Tab' : 'Shift+Tab');
    expect(await ui.dialog.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await press(ui, 'Escape');
  await expect(create).toBeFocused();
});

test('a dialog that is closed while it still comes in is gone at once, and opens again', async ({ ui }) => {
  await ui.show('Servers');
  const add = ui.page.getByRole('main').getByRole('button', { name: 'Add Server' }).first();
  const first = await add.evaluateHandle(async (button: HTMLElement) => {
    const { x, y } = button.getBoundingClientRect();
    const isUncovered = (): boolean => button.contains(document.elementFromPoint(x + 5, y + 5));
    const frames = async (isOver: () => boolean): Promise<void> => {
      while (!isOver()) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    button.click();
    await frames(() => document.activeElement?.closest('[role="dialog"]') instanceof HTMLElement);
    const dialog = document.querySelector('[role="dialog"]');
    for (const animation of dialog?.getAnimations() ?? []) animation.pause();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await frames(isUncovered);
    button.click();
    return dialog;
  });
  await expect.poll(() => first.evaluate((dialog) => dialog?.isConnected)).toBe(false);
  await expect(ui.dialog.getByLabel('Host', { exact: true })).toBeFocused();
});

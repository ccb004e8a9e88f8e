import type { BrowserWindow } from 'electron';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchSample, type Launched } from './launch.ts';

let launched: Launched;

beforeAll(async () => {
  launched = await launchSample();
});

afterAll(() => launched.close());

test('dialogs that nobody answers are cancelled', async () => {
  const answers = await launched.app.evaluate(async ({ dialog, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    return [
      await dialog.showSaveDialog(window, {}),
      await dialog.showOpenDialog({}),
      await dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'Cancel'] }),
    ];
  });
  expect(answers).toEqual([
    { canceled: true, filePath: '' },
    { canceled: true, filePaths: [] },
    { response: 1, checkboxChecked: false },
  ]);
});

test('a test can answer a dialog in the place of the user', async () => {
  const path = await launched.app.evaluate(async ({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/tmp/chosen.pem' });
    return (await dialog.showSaveDialog({})).filePath;
  });
  expect(path).toBe('/tmp/chosen.pem');
});

test('the clipboard is asynchronous and keeps text', async () => {
  const texts = await launched.app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('ssh-ed25519 AAAA');
    const kept = await clipboard.readText();
    clipboard.clear();
    return [kept, await clipboard.readText()];
  });
  expect(texts).toEqual(['ssh-ed25519 AAAA', '']);
});

test('what the desktop is asked for is written down and not done', async () => {
  const asked = await launched.app.evaluate(async ({ shell }) => {
    await shell.openExternal('https://example.com/');
    shell.showItemInFolder('/tmp/x');
    return Reflect.get(shell, 'asked') as string[];
  });
  expect(asked).toEqual(['openExternal https://example.com/', 'showItemInFolder /tmp/x']);
});

test('the theme reaches the page and is told to the application', async () => {
  const isDark = () => launched.page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches');
  expect(await isDark()).toBe(false);
  const told = await launched.app.evaluate(async ({ nativeTheme }) => {
    const updated = new Promise((resolve) => nativeTheme.once('updated', () => resolve('updated')));
    nativeTheme.themeSource = 'dark';
    return [await updated, nativeTheme.shouldUseDarkColors];
  });
  expect(told).toEqual(['updated', true]);
  await expect.poll(isDark).toBe(true);
  await launched.page.reload();
  await expect.poll(isDark).toBe(true);
  await launched.app.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'light'));
  await expect.poll(isDark).toBe(false);
});

test('menus can be looked up and clicked', async () => {
  const clicked = await launched.app.evaluate(({ Menu }) => {
    const clicks: string[] = [];
    const submenu = [{ id: 'inner', label: 'Inner', click: () => void clicks.push('inner') }];
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'Outer', submenu }, { role: 'editMenu' }]));
    Menu.getApplicationMenu()?.getMenuItemById('inner')?.click();
    return clicks;
  });
  expect(clicked).toEqual(['inner']);
});

test('a window has the size it asks for, and a driver finds it by its page', async () => {
  const size = () => launched.page.evaluate('[innerWidth, innerHeight]');
  expect(await size()).toEqual([900, 700]);
  const window = await launched.app.browserWindow(launched.page);
  await expect.poll(() => window.evaluate((own: BrowserWindow) => own.getTitle())).toBe('Sample page');
  await window.evaluate((own: BrowserWindow) => own.setSize(1000, 640));
  await expect.poll(size).toEqual([1000, 640]);
});

test('what is not served says so by its name', async () => {
  const messages = await launched.app.evaluate(({ app, BrowserWindow }) => {
    const attempts = [
      () => app.dock,
      () => app.on('open-url', () => undefined),
      () => BrowserWindow.getAllWindows()[0]?.setProgressBar(1),
      () => new BrowserWindow({ transparent: true }),
      () => new BrowserWindow({ webPreferences: { nodeIntegration: true } }),
      () => BrowserWindow.getAllWindows()[0]?.webContents.openDevTools(),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'served';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    });
  });
  expect(messages.map((message) => message.replace(/^not served by the stand-in: /, '! '))).toEqual([
    '! app.dock',
    "! app.on('open-url')",
    '! BrowserWindow.setProgressBar',
    '! BrowserWindow option.transparent',
    '! webPreferences.nodeIntegration: true',
    '! webContents.openDevTools',
  ]);
  const screen = launched.app.evaluate((electron) => typeof electron.screen);
  await expect(screen).rejects.toThrow('not served by the stand-in: electron.screen');
});

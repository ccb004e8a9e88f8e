import { app, BrowserWindow, nativeTheme, type WebPreferences } from 'electron';
import { showTextMenu } from './text-menu.ts';

/** The page's background, so that nothing flashes before its styles are there. */
const backgroundColors = { light: '#ffffff', dark: '#16181d' } as const;

/** Creates the window, unloaded; it shows itself when its page has been painted. */
export function createMainWindow(preloadPath: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Latchkey',
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    show: false,
    backgroundColor: backgroundColors[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: webPreferences(preloadPath),
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('context-menu', (_event, clicked) => showTextMenu(window, clicked));
  return window;
}

/** Every switch is set here, also where Electron's default is the same: a default may change. */
function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    // Chromium's spell checker downloads its dictionaries.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

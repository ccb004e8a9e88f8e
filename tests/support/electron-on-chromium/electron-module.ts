import type * as Electron from 'electron';
import type { WebContents } from 'electron';
import type { AppStandIn } from './app.ts';
import { browserWindowClass } from './browser-window.ts';
import { clipboard } from './clipboard.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { menuClass } from './menu.ts';
import { nativeTheme } from './native-theme.ts';
import { serving } from './not-served.ts';
import { notificationClass } from './notification.ts';
import { protocol } from './protocol.ts';
import { defaultSession } from './session.ts';
import { shell } from './shell.ts';
import { utilityProcessApi } from './utility-process.ts';
import { allWindows } from './windows.ts';

type Api = typeof Electron;

const contentsOf = (isWanted: (contents: WebContents, targetId: string | undefined) => boolean) =>
  allWindows().find(({ contents }) => isWanted(contents.shown, contents.targetId))?.contents.shown;

/** What `require('electron')` gives to the application. */
export function electronModule(app: AppStandIn): Api {
  return serving<Api>('electron', {
    app: app.shown,
    BrowserWindow: browserWindowClass,
    clipboard,
    dialog,
    ipcMain,
    Menu: menuClass,
    nativeTheme,
    Notification: notificationClass,
    protocol,
    session: serving<Api['session']>('session', { defaultSession }),
    shell,
    utilityProcess: utilityProcessApi(() => app.isReady()),
    webContents: serving<Api['webContents']>('webContents', {
      getAllWebContents: () => allWindows().map(({ contents }) => contents.shown),
      fromId: (id: number) => contentsOf((contents) => contents.id === id),
      fromDevToolsTargetId: (wanted: string) => contentsOf((_contents, targetId) => targetId === wanted),
    }),
  });
}

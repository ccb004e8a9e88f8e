import type { App, Session, WebContents } from 'electron';
import { appUrl } from './app-scheme.ts';

/** Keeps every page where it is and refuses it everything that a browser would ask the user for. */
export function installGuards(
  app: Pick<App, 'on'>,
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'on'>,
): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  // Files are written by the main process alone.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  // All frames. Reloading the page is the one navigation that there is.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== appUrl) event.preventDefault();
  });
}

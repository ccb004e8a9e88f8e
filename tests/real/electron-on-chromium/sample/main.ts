import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session, type Session, type WebContents } from 'electron';

/** What happened, for the tests to read. */
const seen = {
  navigations: [] as string[],
  opened: [] as string[],
  secondInstances: [] as unknown[],
  events: [] as string[],
  requests: [] as string[],
  said: [] as unknown[],
};
export type Seen = typeof seen;
Object.assign(globalThis, { seen });

const pageUrl = 'sample://app/index.html';
const types: Readonly<Record<string, string>> = { '/index.html': 'text/html', '/page.js': 'text/javascript' };
const policy = "default-src 'none'; script-src 'self'; connect-src 'self' sample:; form-action 'none'";

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme: 'sample',
    privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
  },
]);
if (app.requestSingleInstanceLock()) start();
else app.exit(3);

function start(): void {
  app.on('second-instance', (_event, argv) => seen.secondInstances.push(argv.at(-1)));
  app.on('web-contents-created', (_event, contents) => watch(contents));
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(open);
}

async function open(): Promise<void> {
  prepare(session.defaultSession);
  answerCalls();
  const window = new BrowserWindow({
    width: 900,
    height: 700,
    show: false,
    webPreferences: { preload: join(import.meta.dirname, 'preload.js') },
  });
  window.once('ready-to-show', () => {
    seen.events.push('ready-to-show');
    window.show();
  });
  await window.loadURL(pageUrl);
}

/** Geolocation alone is granted. */
function prepare(own: Session): void {
  own.setPermissionRequestHandler((_contents, permission, done) => done(permission === 'geolocation'));
  own.setPermissionCheckHandler((_contents, permission) => permission === 'geolocation');
  own.protocol.handle('sample', answer);
  own.on('will-download', (event) => {
    seen.events.push('will-download');
    event.preventDefault();
  });
}

function answer({ method, url }: Request): Response {
  seen.requests.push(`${method} ${url}`);
  const { pathname } = new URL(url);
  if (pathname === '/elsewhere') return Response.redirect('https://example.com/', 302);
  const type = types[pathname];
  const headers = { 'Content-Security-Policy': policy, 'Content-Type': type ?? 'text/plain' };
  if (type === undefined) return new Response('no such file', { status: 404, headers });
  return new Response(readFileSync(join(import.meta.dirname, pathname)), { headers });
}

function watch(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url, disposition }) => {
    seen.opened.push(`${disposition} ${url}`);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    seen.navigations.push(event.url);
    if (event.url !== pageUrl && !event.url.endsWith('/elsewhere')) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    seen.navigations.push(`redirect ${event.url}`);
    event.preventDefault();
  });
  contents.on('dom-ready', () => seen.events.push('dom-ready'));
  contents.on('did-finish-load', () => seen.events.push('did-finish-load'));
}

function answerCalls(): void {
  ipcMain.on('said', (_event, words: unknown) => seen.said.push(words));
  ipcMain.handle('echo', (_event, value: unknown) => value);
  ipcMain.handle('fail', () => {
    throw Object.assign(new TypeError('on purpose'), { secret: 'kept back' });
  });
  ipcMain.handle('who', ({ senderFrame, sender }) => ({
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    isTop: senderFrame?.parent === null,
    contents: sender.id,
  }));
}

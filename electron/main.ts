import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, nativeTheme, session, type BrowserWindow } from 'electron';
import { texts } from '../shared/texts/texts.ts';
import { leaveNoCoreDump } from './core-dumps.ts';
import { ConsoleHost } from './ipc/console-host.ts';
import { createActivityNative } from './ipc/handlers/activity-native.ts';
import { createNative } from './ipc/handlers/native.ts';
import { createSettingsNative } from './ipc/handlers/settings-native.ts';
import { registerHandlers } from './ipc/register.ts';
import { createSendEvent } from './ipc/send-event.ts';
import { isTrustedFrame } from './ipc/trusted-frame.ts';
import { forkKeychain, forkKeyProcess } from './ipc/utility-processes.ts';
import { IsolatedBackend } from './keychain/isolated-backend.ts';
import { isKnownOpen } from './keychain/known-open.ts';
import { KeytarVault } from './keychain/keytar-vault.ts';
import { IsolatedKeyFiles } from './keys/isolated-key-files.ts';
import { createLog, type Log } from './log.ts';
import { createProviders } from './providers/create-providers.ts';
import { knownHostsFiles, readKnownHosts } from './ssh/known-hosts-file.ts';
import { appUrl, registerAppScheme, serveApp } from './window/app-scheme.ts';
import { endWith } from './window/fatal-error.ts';
import { installGuards } from './window/guards.ts';
import { createMainWindow } from './window/main-window.ts';
import { buildMenu, enableCommands } from './window/menu.ts';
import { bringToFront, createNotifier } from './window/notifier.ts';
import { QuitGuard } from './window/quit-guard.ts';

leaveNoCoreDump();
const keychain = new IsolatedBackend(forkKeychain);
const vault = new KeytarVault({ backend: keychain, isOpen: isKnownOpen });
const keyFiles = new IsolatedKeyFiles(forkKeyProcess);
let mainWindow: BrowserWindow | undefined;
const currentWindow = (): BrowserWindow | undefined => mainWindow;

app.enableSandbox();
registerAppScheme();
if (app.requestSingleInstanceLock()) start(createLog(join(app.getPath('userData'), 'logs')));
else app.quit();

function start(log: Log): void {
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));
  // Electron would show the raw error. What is under way on a server is safe: the next start looks at it.
  process.on('uncaughtException', (error) => endWith(log, 'hasToClose', error));
  app.on('second-instance', () => bringToFront(mainWindow));
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => open(log))
    .catch((error: unknown) => endWith(log, 'couldNotStart', error));
}

async function open(log: Log): Promise<void> {
  const host = createHost(log);
  const quitGuard = new QuitGuard(host, currentWindow, (error) => log.error('quit', error));
  quitGuard.install();
  app.on('will-quit', () => {
    host.close();
    keychain.close();
    keyFiles.close();
  });
  installGuards(app, session.defaultSession);
  serveApp(session.defaultSession, join(__dirname, '..', 'renderer'));
  registerHandlers(host.handlers, { isTrusted: isTrustedFrame, log });
  buildMenu((command) => createSendEvent({ currentWindow, log })('menu:command', { command }));
  mainWindow = createMainWindow(join(__dirname, '..', 'preload', 'preload.cjs'));
  quitGuard.watch(mainWindow);
  mainWindow.once('closed', () => (mainWindow = undefined));
  await mainWindow.loadURL(appUrl);
}

function createHost(log: Log): ConsoleHost {
  const send = createSendEvent({ currentWindow, log });
  const folder = app.getPath('userData');
  const sshFolder = join(homedir(), '.ssh');
  return new ConsoleHost({
    folder,
    vault,
    keyFiles,
    providers: createProviders(folder),
    events: {
      regionsChanged: () => send('regions:changed', {}),
      keyPairsChanged: (regionId) => send('key-pairs:changed', { regionId }),
      serversChanged: (regionId, servers, removedIds) =>
        send('servers:changed', { regionId, servers: [...servers], removedIds: [...removedIds] }),
      pendingEnded: (ended) => send('pending:ended', ended),
      interruptedChanged: (notices, ended) => send('interrupted:changed', { notices: [...notices], ended }),
      jobChanged: (job) => send('jobs:changed', job),
      activityChanged: (entry) => send('activity:changed', entry),
      settingsChanged: ({ theme }) => (nativeTheme.themeSource = theme),
    },
    readKnownHosts: () => readKnownHosts(knownHostsFiles(sshFolder)),
    downloadsFolder: () => app.getPath('downloads'),
    firstRegionName: texts.native.firstRegion,
    homeFolder: homedir(),
    native: {
      ...createNative(currentWindow, sshFolder),
      ...createActivityNative(currentWindow, () => app.getPath('documents')),
      ...createSettingsNative(currentWindow, join(folder, 'latchkey.db'), folder),
    },
    notify: createNotifier({ currentWindow, onopen: (jobId) => send('jobs:open', { jobId }) }),
    enableCommands,
    reloadPage: () => void mainWindow?.loadURL(appUrl),
    logUnexpected: (error) => log.error('job', error),
  });
}

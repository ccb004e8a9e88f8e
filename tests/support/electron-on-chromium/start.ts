import { readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppSwitches } from './app-switches.ts';
import { AppStandIn, type Manifest } from './app.ts';
import { hostWindows } from './browser-window.ts';
import { Browser } from './browser.ts';
import { startChromium } from './chromium.ts';
import { readCommandLine } from './command-line.ts';
import { electronModule } from './electron-module.ts';
import { allWindows } from './windows.ts';
import { answerRequire } from './require-hook.ts';
import { serveRequests } from './requests.ts';

const { preloads, appPath, switches } = readCommandLine(process.argv.slice(2));
const require = createRequire(import.meta.url);
const addedSwitches = new AppSwitches(switches);
const app = new AppStandIn(addedSwitches);

beLikeElectron();
if (switches.has('inspect')) inspector.open(Number(switches.get('inspect')) || 0, '127.0.0.1');
answerRequire(electronModule(app));
for (const preload of preloads) require(resolve(preload));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

const isHeadless = !process.env['DISPLAY'] || Boolean(process.env['LATCHKEY_STANDIN_HEADLESS']);
const devtools = startChromium({
  headless: isHeadless,
  debuggingPort: switches.get('remote-debugging-port'),
  switches: addedSwitches.takeAdded(),
  onEnd: (report) => {
    // With a display, Chromium ends when the user closes its last window; the application may have work left.
    if (app.hasHadWindows && allWindows().length === 0) return;
    process.stderr.write(report);
    process.exit(1);
  },
});
const connecting = Browser.connect(devtools, isHeadless);

await import(pathToFileURL(findMain(resolve(appPath))).href);
const browser = await connecting;
serveRequests(browser);
hostWindows({
  browser,
  onCreated: (window, contents) => {
    app.hasHadWindows = true;
    app.emit('web-contents-created', {}, contents);
    app.emit('browser-window-created', {}, window);
  },
  onClosed: () => app.onWindowClosed(),
});
app.becomeReady();

/** What a main process sees of Electron beside its API. */
function beLikeElectron(): void {
  // Was for this process alone.
  delete process.env['NODE_COMPILE_CACHE'];
  const { version } = require('electron/package.json') as { readonly version: string };
  const own = join(import.meta.dirname, 'electron');
  Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
  Object.assign(process, {
    type: 'browser',
    resourcesPath: join(import.meta.dirname, 'resources'),
    defaultApp: true,
  });
  process.argv.splice(0, 2, own);
}

/** The file to start with: of a folder, what its package.json names. */
function findMain(path: string): string {
  if (!statSync(path).isDirectory()) {
    app.describe(dirname(path), {});
    return path;
  }
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
  app.describe(path, manifest);
  return join(path, manifest.main ?? 'index.js');
}

/** Opens the application, building it first where the sources are newer than what was built. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { findElectron } from './electron-binary.mjs';
import { countColors, toPng, withoutFrame } from './framebuffer.mjs';
import { buildIfOutdated } from './fresh-build.mjs';
import { isDisplayMissing, startVirtualDisplay } from './virtual-display.mjs';

const root = dirname(import.meta.dirname);
const screenshot = join(root, 'out/start.png');

/** How long the window may take until it has painted, and how long it may take to settle after that. */
const paintTimeoutMs = 45_000;
const settleTimeoutMs = 4_000;

/**
 * Runs a command in a process group of its own, so that all it has started can be ended with it.
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [input]
 */
function runGroup([program = '', ...args], env, input) {
  const child = spawn(program, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(input);
  const exited = once(child, 'exit').then(([code]) => Number(code ?? 0));
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group has ended already.
    }
  };
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([exited, sleep(5000)]);
    signal('SIGKILL');
    await exited;
  };
  return { exited, stop };
}

/** The application's own command line. Chromium as root has no sandbox. */
async function electronCommand() {
  const { path, isStandIn } = await findElectron();
  if (isStandIn)
    console.log("Electron's binary is not here and can't be downloaded: opening on the stand-in for it.");
  return [path, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root];
}

/** On a desktop: the user's own data and keyring. Where no session bus runs, one is started for them. */
async function startOnDisplay(/** @type {readonly string[]} */ command) {
  const { DBUS_SESSION_BUS_ADDRESS: bus, XDG_RUNTIME_DIR: runtime = '' } = process.env;
  const hasBus = process.platform !== 'linux' || bus !== undefined || existsSync(join(runtime, 'bus'));
  if (!hasBus) console.log('No session bus here: starting one, so that your keyring can be asked.');
  const { exited, stop } = runGroup(hasBus ? command : ['dbus-run-session', '--', ...command], process.env);
  onSignal(stop);
  process.exitCode = await exited;
}

/** The bus complains of limits that it may not raise: only the application speaks on standard error. */
const withBus = 'exec dbus-run-session -- "$@" 3>&2 2>/dev/null';
/** Makes a keyring whose password comes on standard input. */
const withKeyring =
  'gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@" </dev/null 2>&3 3>&-';

/**
 * Where nobody sees the window: a display, a keyring and data of its own, all thrown away at the end, so that no
 * private key is ever kept in a keyring whose password nobody knows.
 */
async function startUnseen(/** @type {readonly string[]} */ command) {
  console.log('No display here: opening on a virtual one, with a keyring and data that are thrown away.');
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'));
  const display = await startVirtualDisplay();
  const { exited, stop } = runGroup(
    ['sh', '-c', withBus, 'sh', 'sh', '-c', withKeyring, 'sh', ...command],
    unseenEnvironment(display.name, folder),
    randomBytes(16).toString('hex'),
  );
  const end = async () => {
    await stop();
    await display.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  onSignal(end);
  const isPainted = await Promise.race([waitUntilPainted(display.picture), exited.then(() => false)]);
  writeFileSync(screenshot, toPng(withoutFrame(display.picture())));
  console.log(`Screenshot: ${screenshot}`);
  if (!isPainted) explain(folder);
  if (isPainted && process.stdin.isTTY && process.stdout.isTTY) {
    console.log('Running until Ctrl-C.');
    await exited;
  }
  await end();
  process.exitCode = isPainted ? 0 : 1;
}

/** @param {string} display @param {string} folder */
function unseenEnvironment(display, folder) {
  const folders = { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder };
  return { ...process.env, ...folders, DISPLAY: display, WAYLAND_DISPLAY: undefined };
}

/** Shows the application's log, which is about to be thrown away. */
function explain(/** @type {string} */ folder) {
  console.error('The window has not painted.');
  const log = join(folder, 'Latchkey/logs/latchkey.log');
  if (existsSync(log)) console.error(readFileSync(log, 'utf8'));
}

/** Waits for more than a background, and then for two equal pictures: a page comes in several paints. */
async function waitUntilPainted(/** @type {() => import('./framebuffer.mjs').Picture} */ picture) {
  const end = Date.now() + paintTimeoutMs;
  while (countColors(picture()) < 16) {
    if (Date.now() > end) return false;
    await sleep(200);
  }
  let last = picture();
  for (const settled = Date.now() + settleTimeoutMs; Date.now() < settled;) {
    await sleep(400);
    const next = picture();
    if (next.rgb.equals(last.rgb)) break;
    last = next;
  }
  return true;
}

function onSignal(/** @type {() => Promise<void>} */ end) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(name, () => void end().finally(() => process.exit(0)));
}

await buildIfOutdated();
const command = await electronCommand();
await (isDisplayMissing() ? startUnseen(command) : startOnDisplay(command));

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { DevTools } from './devtools.ts';

/** Debian's own start script takes 0.1 s to find switches that are not wanted here. */
const binaries = ['/usr/lib/chromium/chromium', '/usr/bin/chromium'] as const;

/** After that Chromium ends on its own. */
const endTimeoutMs = 5000;

const ownSwitches = [
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-quic',
  '--disable-sync',
  // The keyring belongs to the application.
  '--password-store=basic',
  '--disable-spell-checking',
] as const;

/** Outlives a killed main process just long enough to see Chromium end, and takes its profile away. */
const untilClosed =
  'profile=$1; shift; "$@"; code=$?; rm -rf -- "$profile" || { sleep 1; rm -rf -- "$profile"; }; exit $code';

export interface ChromiumOptions {
  readonly headless: boolean;
  /** For a driver such as Playwright; none is opened without one. */
  readonly debuggingPort: string | undefined;
  /** Further switches, as `--name=value`. */
  readonly switches: readonly string[];
  /** Told with the last lines that it wrote. */
  readonly onEnd: (report: string) => void;
}

/**
 * Starts Chromium on a profile of its own. It ends by itself when this process does, however that comes
 * about, because its debugging pipe closes then.
 */
export function startChromium(options: ChromiumOptions): DevTools {
  const profile = mkdtempSync(join(tmpdir(), 'electron-on-chromium-'));
  const child = spawn(
    '/bin/sh',
    ['-c', untilClosed, 'sh', profile, findBinary(), ...args(profile, options)],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: ownEnvironment(profile),
      // In a session of its own, the profile goes also when the whole group of this process is killed.
      detached: true,
    },
  );
  watch(child, options.onEnd);
  process.on('exit', () => endWithUs(child, profile));
  return new DevTools(child.stdio[3] as Writable, child.stdio[4] as Readable);
}

function findBinary(): string {
  const found = binaries.find((path) => existsSync(path));
  if (found === undefined) throw new Error('Chromium is missing: apt-get install chromium');
  return found;
}

function args(profile: string, { headless, debuggingPort, switches }: ChromiumOptions): string[] {
  return [
    ...switches,
    ...ownSwitches,
    `--user-data-dir=${profile}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    // A window without tabs and address bar is had at the start alone; headless ones are made when needed.
    ...(headless ? ['--headless', '--no-startup-window'] : ['--app=data:text/html,', '--test-type']),
  ];
}

/** Chromium writes below HOME and talks to the desktop's bus: both belong to the application and its tests. */
function ownEnvironment(profile: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
}

/** A driver that has seen this process end may take folders away in which Chromium would still be writing. */
function endWithUs(child: ChildProcess, profile: string): void {
  for (const pipe of child.stdio) pipe?.destroy();
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + endTimeoutMs; existsSync(profile) && Date.now() < end;)
    Atomics.wait(clock, 0, 0, 10);
}

function watch(child: ChildProcess, onEnd: ChromiumOptions['onEnd']): void {
  const lastLines: string[] = [];
  createInterface({ input: child.stderr as Readable }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`);
    else if (lastLines.push(line) > 20) lastLines.shift();
  });
  child.on('exit', (code) => {
    onEnd(`Chromium has ended with code ${String(code)}\n${lastLines.join('\n')}\n`);
  });
}

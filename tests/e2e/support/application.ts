import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKeyring, type Keyring, type KeyringState } from '../../support/keyring/keyring.ts';

const root = join(import.meta.dirname, '../../..');
const electronBinary = join(root, 'node_modules/electron/dist/electron');
const standIn = join(root, 'tests/support/electron-on-chromium');

/** Where one application under test lives; nothing of it is the user's own. */
interface Folders {
  readonly all: string;
  readonly home: string;
  readonly downloads: string;
  readonly userData: string;
  readonly temp: string;
}

export interface StartOptions {
  /** `unlocked` where nothing is said. */
  readonly keyring?: KeyringState;
  /** Put over the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The built product, running, with folders and a keyring of its own. */
export class Application {
  electron: ElectronApplication;
  page: Page;
  readonly folders: Folders;
  readonly keyring: Keyring;
  private readonly env: Readonly<Record<string, string>>;

  constructor(
    electron: ElectronApplication,
    page: Page,
    folders: Folders,
    keyring: Keyring,
    env: Readonly<Record<string, string>>,
  ) {
    this.electron = electron;
    this.page = page;
    this.folders = folders;
    this.keyring = keyring;
    this.env = env;
  }

  /** Ends the application and starts it again where it was. */
  async restart(): Promise<void> {
    await this.electron.close();
    const { electron, page } = await launch(this.folders, this.env);
    this.electron = electron;
    this.page = page;
  }

  /** Ends the application and takes everything away that was its own. */
  async stop(): Promise<void> {
    await this.electron.close();
    await this.keyring.stop();
    await rm(this.folders.all, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Starts the product that is in `out/`: on Electron's binary where it is there, else on the stand-in for it. */
export async function startApplication({
  keyring: state = 'unlocked',
  env = {},
}: StartOptions = {}): Promise<Application> {
  const [folders, keyring] = await Promise.all([makeFolders(), startKeyring({ state })]);
  const ownEnv = { ...environment(folders), ...keyring.env, ...env };
  try {
    const { electron, page } = await launch(folders, ownEnv);
    return new Application(electron, page, folders, keyring, ownEnv);
  } catch (error) {
    await keyring.stop();
    await rm(folders.all, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

async function makeFolders(): Promise<Folders> {
  const all = await mkdtemp(join(tmpdir(), 'latchkey-e2e-'));
  const home = join(all, 'home');
  const folders = {
    all,
    home,
    downloads: join(home, 'Downloads'),
    userData: join(all, 'user-data'),
    temp: join(all, 'tmp'),
  };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  return folders;
}

/** Of the tests' own environment only what a program needs to run at all. */
function environment({ home, temp }: Folders): Record<string, string> {
  const kept = ['PATH', 'LANG', 'DISPLAY', 'XAUTHORITY'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), HOME: home, TMPDIR: temp, LATCHKEY_STANDIN_HEADLESS: '1' };
}

async function launch(folders: Folders, env: Readonly<Record<string, string>>) {
  // Read by Electron's own package in this process, when Playwright asks it for the binary.
  if (!existsSync(electronBinary)) process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= standIn;
  const electron = await _electron.launch({
    args: [root, `--user-data-dir=${folders.userData}`],
    cwd: folders.all,
    env: { ...env },
    // The application's theme is what the page is to follow.
    colorScheme: null,
  });
  const page = await electron.firstWindow();
  await page.waitForURL('**/index.html');
  await page.waitForLoadState();
  return { electron, page };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlockLoginKeyring } from './control-socket.ts';
import type { Keyring } from './keyring.ts';
import { SessionBus } from './session-bus.ts';
import { ThrowAwayProcess } from './throw-away-process.ts';
import { VirtualDisplay } from './virtual-display.ts';

const password = 'keyring';
const keysOf = (word: string) => Array.from(word);
const service = 'org.freedesktop.secrets';
const collection = '/org/freedesktop/secrets/collection/login';

async function comesTrue(isDone: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end;) {
    if (await isDone()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

async function until(isDone: () => Promise<boolean>, what: string): Promise<void> {
  if (!(await comesTrue(isDone, 20_000))) throw new Error(`waited in vain for ${what}`);
}

/** gnome-keyring-daemon on a bus of its own, with its files in `folder`. */
export class ThrowAwayKeyring implements Keyring {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly #ownEnv: NodeJS.ProcessEnv;
  #bus: SessionBus | undefined;
  #daemon: ThrowAwayProcess | undefined;
  #display: VirtualDisplay | undefined;

  constructor(folder: string) {
    this.folder = folder;
    const address = `unix:path=${join(folder, 'bus')}`;
    this.env = { DBUS_SESSION_BUS_ADDRESS: address };
    this.#ownEnv = {
      PATH: process.env['PATH'],
      LANG: 'C.UTF-8',
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_CACHE_HOME: folder,
      NO_AT_BRIDGE: '1',
      DBUS_SESSION_BUS_ADDRESS: address,
    };
  }

  async startBus(canPrompt: boolean): Promise<void> {
    if (canPrompt) this.#display = await VirtualDisplay.start();
    const env = { ...this.#ownEnv, ...(this.#display && { DISPLAY: this.#display.name }) };
    this.#bus = await SessionBus.start(this.folder, env, canPrompt);
  }

  /** With `unlock` the daemon makes the login keyring when there is none. */
  async startDaemon(unlock: boolean): Promise<void> {
    const args = ['--foreground', '--components=secrets', `--control-directory=${this.folder}/control`];
    const [extra, input] = unlock ? [['--unlock'], password] : [[]];
    const command = 'gnome-keyring-daemon';
    this.#daemon = new ThrowAwayProcess(command, [...args, ...extra], this.#ownEnv, input);
    await until(() => this.bus.hasOwner(service), 'the keyring service');
    if (unlock) await until(() => this.#isUnlocked(), 'the unlocked keyring');
  }

  async #stopDaemon(): Promise<void> {
    await this.#daemon?.stop();
    await until(async () => !(await this.bus.hasOwner(service)), 'the end of the keyring service');
  }

  get bus(): SessionBus {
    if (!this.#bus) throw new Error('this keyring has no bus');
    return this.#bus;
  }

  unlock(): Promise<void> {
    return unlockLoginKeyring(join(this.folder, 'control', 'control'), password);
  }

  async lock(): Promise<void> {
    await this.bus.call(
      service,
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      `array:objpath:${collection}`,
    );
    await until(async () => !(await this.#isUnlocked()), 'the lock');
  }

  async restart(): Promise<void> {
    await this.#stopDaemon();
    await this.startDaemon(false);
  }

  async isPrompting(): Promise<boolean> {
    const windows = await this.#display?.visibleWindows();
    return windows !== undefined && windows.length > 0;
  }

  answerPrompt(): Promise<void> {
    return this.#type([...keysOf(password), 'Enter'], () => this.#isUnlocked());
  }

  dismissPrompts(isOver: () => boolean): Promise<void> {
    return this.#type(['Escape'], () => Promise.resolve(isOver()));
  }

  /** Types again when nothing came of it: a dialog that can be seen takes a moment more to get the keyboard. */
  async #type(keys: readonly string[], isDone: () => Promise<boolean>): Promise<void> {
    await until(
      async () => {
        if (await this.isPrompting()) await this.#display?.press(keys);
        return comesTrue(isDone, 1500);
      },
      `the dialog to take ${keys.at(-1) ?? ''}`,
    );
  }

  async stop(): Promise<void> {
    await this.#daemon?.stop();
    await this.#bus?.stop();
    await this.#display?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #isUnlocked(): Promise<boolean> {
    const properties = 'org.freedesktop.DBus.Properties.Get';
    const name = ['string:org.freedesktop.Secret.Collection', 'string:Locked'];
    const reply = await this.bus.call(service, collection, properties, ...name).catch(() => '');
    return reply.endsWith('false');
  }
}

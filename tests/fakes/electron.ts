import { EventEmitter } from 'node:events';

type Call = (event: unknown, payload: unknown) => Promise<unknown>;

/** Remembers the handlers of the main process, and calls them as a frame would. */
class FakeIpcMain {
  readonly handlers = new Map<string, Call>();

  handle(channel: string, handler: Call) {
    if (this.handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }

  call(channel: string, event: unknown, payload: unknown): Promise<unknown> {
    const handler = this.handlers.get(channel);
    return handler === undefined ? Promise.reject(new Error(`no handler`)) : handler(event, payload);
  }
}

/** The page's end of the wire: keeps what was invoked, and emits events with an `event` as Electron does. */
class FakeIpcRenderer extends EventEmitter {
  readonly invoked: [string, unknown][] = [];

  invoke(channel: string, payload: unknown) {
    this.invoked.push([channel, payload]);
    return Promise.resolve({ ok: true, value: {} });
  }
}

/** Knows the path of what was dropped; here that is every file that has a name. */
class FakeWebUtils {
  getPathForFile({ name }: File) {
    return name === '' ? '' : `/dropped/${name}`;
  }
}

class FakeContextBridge {
  readonly exposed = new Map<string, unknown>();

  exposeInMainWorld(name: string, api: unknown) {
    this.exposed.set(name, api);
  }
}

class FakeProtocol {
  readonly schemes: unknown[] = [];

  registerSchemesAsPrivileged(schemes: unknown[]) {
    this.schemes.push(...schemes);
  }
}

class FakeShell {
  readonly opened: string[] = [];

  openExternal(link: string) {
    this.opened.push(link);
    return Promise.resolve();
  }
}

/** Stands where the menu of the application is set; what was last set is in `current`, what popped up in `shown`. */
class FakeMenu {
  current: unknown;
  readonly shown: unknown[] = [];

  buildFromTemplate(template: readonly unknown[]) {
    return Object.assign([...template], { popup: () => this.shown.push([...template]) });
  }

  setApplicationMenu(menu: unknown) {
    this.current = menu;
  }

  getApplicationMenu() {
    return this.current;
  }
}

/** Ends when nobody keeps it from doing so. */
class FakeApp extends EventEmitter {
  readonly name = 'Latchkey';
  isPackaged = false;
  hasQuit = false;
  exitCode: number | undefined;

  exit(code: number) {
    this.exitCode = code;
  }

  quit() {
    let isKept = false;
    this.emit('before-quit', { preventDefault: () => (isKept = true) });
    this.hasQuit ||= !isKept;
  }
}

/** Answers every question with \`answer\`, and remembers it. */
class FakeDialog {
  answer = 0;
  readonly asked: { readonly buttons: readonly string[] }[] = [];
  readonly told: (readonly [title: string, content: string])[] = [];

  showErrorBox(title: string, content: string) {
    this.told.push([title, content]);
  }

  showMessageBox(...args: { readonly buttons: readonly string[] }[]) {
    this.asked.push(...args.slice(-1));
    return Promise.resolve({ response: this.answer });
  }
}

export const app = new FakeApp();
export const dialog = new FakeDialog();
export const nativeTheme = { shouldUseDarkColors: false };
export const ipcMain = new FakeIpcMain();
export const ipcRenderer = new FakeIpcRenderer();
export const contextBridge = new FakeContextBridge();
export const webUtils = new FakeWebUtils();
export const protocol = new FakeProtocol();
export const shell = new FakeShell();
export const Menu = new FakeMenu();

/** A window that is only its options. */
export class BrowserWindow extends EventEmitter {
  readonly options: unknown;
  readonly webContents = new EventEmitter();
  isShown = false;

  constructor(options: unknown) {
    super();
    this.options = options;
  }

  show() {
    this.isShown = true;
  }
}

/** Remembers what was shown on the desktop; tests emit `click` for the user. */
export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static supported = true;
  readonly options: unknown;

  static isSupported() {
    return Notification.supported;
  }

  constructor(options: unknown) {
    super();
    this.options = options;
  }

  show() {
    Notification.shown.push(this);
  }
}

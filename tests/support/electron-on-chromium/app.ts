import type { App } from 'electron';
import { AppPaths, type PathName } from './app-paths.ts';
import type { AppSwitches } from './app-switches.ts';
import { preventableEvent, ServedEmitter, serving } from './not-served.ts';
import { SingleInstance } from './single-instance.ts';
import { allWindows } from './windows.ts';

const events = [
  'activate',
  'before-quit',
  'browser-window-created',
  'quit',
  'ready',
  'second-instance',
  'web-contents-created',
  'will-finish-launching',
  'will-quit',
  'window-all-closed',
];

/** What is read of the application's package.json. */
export interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

export class AppStandIn extends ServedEmitter {
  readonly isPackaged = false;
  /** The same object, as the application sees it. */
  readonly shown: App;
  readonly commandLine: App['commandLine'];
  name = 'Electron';
  hasHadWindows = false;
  private readonly paths = new AppPaths(() => this.name);
  private readonly whenStarted: Promise<void>;
  private start: () => void = () => undefined;
  private folder = '';
  private version = '0.0.0';
  private hasStarted = false;
  private isQuitting = false;
  private instance: SingleInstance | undefined;

  constructor(switches: AppSwitches) {
    super('app', events);
    this.commandLine = switches.shown;
    const userData = this.commandLine.getSwitchValue('user-data-dir');
    if (userData !== '') this.paths.setPath('userData', userData);
    this.whenStarted = new Promise((resolve) => (this.start = resolve));
    this.shown = serving<App>('app', this);
  }

  describe(folder: string, { name, productName, version }: Manifest): void {
    this.folder = folder;
    this.name = productName ?? name ?? this.name;
    this.version = version ?? this.version;
  }

  /** Tells of it through `emit` as it then is: a driver such as Playwright puts its own in its place. */
  becomeReady(): void {
    this.hasStarted = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.start();
  }

  whenReady(): Promise<void> {
    return this.whenStarted;
  }

  isReady(): boolean {
    return this.hasStarted;
  }

  getPath(name: PathName): string {
    return this.paths.getPath(name);
  }

  setPath(name: string, path: string): void {
    this.paths.setPath(name, path);
  }

  getAppPath(): string {
    return this.folder;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.version;
  }

  getLocale(): string {
    return 'en-US';
  }

  /** Every page is sandboxed as it is. */
  enableSandbox(): void {
    if (this.hasStarted) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  setAppUserModelId(): void {
    // Windows alone has them.
  }

  focus(): void {
    allWindows()[0]?.window.focus();
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    this.instance ??= new SingleInstance(this.getPath('userData'));
    const own = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.instance.request(own, (second) => {
      this.emit('second-instance', {}, second.argv, second.workingDirectory, second.additionalData);
    });
  }

  releaseSingleInstanceLock(): void {
    this.instance?.release();
  }

  /** Ends the application when all its windows let themselves be closed. */
  quit(): void {
    if (this.isQuitting) return;
    const event = preventableEvent({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.isQuitting = true;
    if (allWindows().length === 0) this.finishQuitting();
    else this.isQuitting = allWindows().every((open) => open.askToClose());
  }

  exit(code = 0): never {
    this.emit('quit', {}, code);
    this.instance?.release();
    process.exit(code);
  }

  onWindowClosed(): void {
    if (allWindows().length > 0) return;
    if (this.isQuitting) this.finishQuitting();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  private finishQuitting(): void {
    const event = preventableEvent({});
    this.emit('will-quit', event);
    this.isQuitting = false;
    if (!event.defaultPrevented) this.exit();
  }
}

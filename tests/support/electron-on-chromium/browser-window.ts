import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron';
import type { AttachedPage, Browser } from './browser.ts';
import type { Bounds } from './devtools-protocol.ts';
import { notServed, preventableEvent, ServedEmitter, serving } from './not-served.ts';
import { WebContentsStandIn } from './web-contents.ts';
import { readWebPreferences, readWindowOptions } from './window-options.ts';
import { addWindow, allWindows, removeWindow, windowOf } from './windows.ts';

const events = [
  'close',
  'closed',
  'page-title-updated',
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'resize',
  'minimize',
  'restore',
  'maximize',
  'unmaximize',
];

/** What a window needs of the application. */
export interface WindowHost {
  readonly browser: Browser;
  readonly onCreated: (window: BrowserWindow, contents: WebContents) => void;
  readonly onClosed: () => void;
}

let host: WindowHost | undefined;
let focused: BrowserWindow | null = null;
let lastId = 0;

/** From now on windows can be made. */
export function hostWindows(newHost: WindowHost): void {
  host = newHost;
}

class BrowserWindowStandIn extends ServedEmitter {
  readonly id = (lastId += 1);
  readonly webContents: WebContents;
  private readonly shown: BrowserWindow;
  private readonly host: WindowHost;
  private readonly opening: Promise<AttachedPage>;
  private isOnScreen: boolean;
  private isGone = false;
  private state: Bounds['windowState'] = 'normal';
  title: string;
  private size: { width: number; height: number };

  constructor(given: BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', events);
    const options = readWindowOptions(given);
    const preferences = readWebPreferences(options.webPreferences ?? {});
    this.host = host ?? failBeforeReady();
    const { browser } = this.host;
    this.size = { width: options.width ?? 800, height: options.height ?? 600 };
    this.title = options.title ?? '';
    this.isOnScreen = options.show ?? true;
    this.opening = browser.openPage(this.size.width, this.size.height).then((page) => this.fit(page));
    const contents = new WebContentsStandIn(browser, preferences, this.opening);
    this.webContents = contents.shown;
    this.shown = serving<BrowserWindow>('BrowserWindow', this);
    addWindow({ window: this.shown, contents, askToClose: () => this.askToClose() });
    this.follow(contents);
    if (this.isOnScreen) focused = this.shown;
    this.host.onCreated(this.shown, this.webContents);
    return this.shown as unknown as this;
  }

  static getAllWindows(): BrowserWindow[] {
    return allWindows().map(({ window }) => window);
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windowOf(contents);
  }

  static fromId(id: number): BrowserWindow | null {
    return allWindows().find(({ window }) => window.id === id)?.window ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  close(): void {
    this.askToClose();
  }

  destroy(): void {
    if (!this.isGone) this.webContents.close();
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  show(): void {
    if (!this.isOnScreen) this.emit('show', {});
    this.isOnScreen = true;
    this.focus();
  }

  showInactive(): void {
    this.isOnScreen = true;
    this.emit('show', {});
  }

  hide(): void {
    this.isOnScreen = false;
    this.emit('hide', {});
  }

  isVisible(): boolean {
    return this.isOnScreen;
  }

  focus(): void {
    if (focused !== this.shown) this.emit('focus', {});
    focused = this.shown;
    this.webContents.focus();
  }

  isFocused(): boolean {
    return focused === this.shown;
  }

  minimize(): void {
    this.changeState('minimized', 'minimize');
  }

  isMinimized(): boolean {
    return this.state === 'minimized';
  }

  maximize(): void {
    this.changeState('maximized', 'maximize');
  }

  isMaximized(): boolean {
    return this.state === 'maximized';
  }

  restore(): void {
    this.changeState('normal', 'restore');
  }

  isFullScreen(): boolean {
    return this.state === 'fullscreen';
  }

  setFullScreen(isFull: boolean): void {
    this.changeState(isFull ? 'fullscreen' : 'normal', 'resize');
  }

  /** Frame and content are of one size here. */
  setSize(width: number, height: number): void {
    this.size = { width, height };
    void this.opening.then((page) => this.fit(page)).then(() => this.emit('resize', {}));
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }

  getSize(): number[] {
    return [this.size.width, this.size.height];
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  getBounds(): Rectangle {
    return { x: 0, y: 0, ...this.size };
  }

  getTitle(): string {
    return this.title;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  setBackgroundColor(): void {
    // Seen only before the page is painted.
  }

  private askToClose(): boolean {
    const event = preventableEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
    return !event.defaultPrevented;
  }

  private async fit(page: AttachedPage): Promise<AttachedPage> {
    const { root } = this.host.browser;
    const { windowId } = await root.send('Browser.getWindowForTarget', { targetId: page.targetId });
    await root.send('Browser.setContentsSize', { windowId, ...this.size });
    return page;
  }

  private changeState(windowState: NonNullable<Bounds['windowState']>, event: string): void {
    this.state = windowState;
    void this.opening.then(async ({ targetId }) => {
      const { root } = this.host.browser;
      const { windowId } = await root.send('Browser.getWindowForTarget', { targetId });
      await root.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
      this.emit(event, {});
    });
  }

  private follow(contents: WebContentsStandIn): void {
    contents.on('ready-to-show', () => this.emit('ready-to-show', {}));
    contents.on('page-title-updated', (event: { defaultPrevented: boolean }, title: string) => {
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.title = title;
    });
    this.host.browser.on('closed', (targetId) => {
      if (targetId !== contents.targetId || this.isGone) return;
      this.isGone = true;
      if (focused === this.shown) focused = null;
      removeWindow(this.shown);
      contents.markDestroyed();
      this.emit('closed', {});
      this.host.onClosed();
    });
  }
}

function failBeforeReady(): never {
  throw new Error('Cannot create BrowserWindow before app is ready');
}

const shownClass: unknown = new Proxy(BrowserWindowStandIn, {
  get(target, property, receiver): unknown {
    if (property in target) return Reflect.get(target, property, receiver);
    return typeof property === 'symbol' ? undefined : notServed(`BrowserWindow.${property}`);
  },
});

export const browserWindowClass = shownClass as typeof BrowserWindow;

import type { WebContents, WebPreferences } from 'electron';
import { fromChromium, toChromium } from './app-origin.ts';
import { Bridge } from './bridge.ts';
import type { AttachedPage, Browser } from './browser.ts';
import type { PausedRequest } from './devtools-protocol.ts';
import { Frames } from './frames.ts';
import { Loading } from './loading.ts';
import { followTheme } from './native-theme.ts';
import { Navigation } from './navigation.ts';
import { notServed, preventableEvent, ServedEmitter, serving } from './not-served.ts';
import { applyPermissions, permissionsPolicy } from './permissions.ts';
import { defaultSession } from './session.ts';

const events = [
  'destroyed',
  'did-fail-load',
  'did-finish-load',
  'did-frame-navigate',
  'did-navigate',
  'did-navigate-in-page',
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'page-title-updated',
  'preload-error',
  'ready-to-show',
  'render-process-gone',
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
  // Never told of: Chromium draws its own menu over text, and its pages have no <webview>.
  'context-menu',
  'will-attach-webview',
];

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type Disposition = Parameters<OpenHandler>[0]['disposition'];

/** The parts that a page has once Chromium has opened it. */
interface Opened {
  readonly page: AttachedPage;
  readonly frames: Frames;
  readonly bridge: Bridge;
  readonly loading: Loading;
  readonly navigation: Navigation;
}

let lastId = 0;

export class WebContentsStandIn extends ServedEmitter {
  readonly id = (lastId += 1);
  readonly session = defaultSession;
  /** The same object, as the application sees it. */
  readonly shown: WebContents;
  private readonly browser: Browser;
  private readonly preferences: WebPreferences;
  private readonly opening: Promise<Opened>;
  private opened: Opened | undefined;
  private isGone = false;
  private hasCrashed = false;
  private title = '';
  private openHandler: OpenHandler | undefined;

  constructor(browser: Browser, preferences: WebPreferences, page: Promise<AttachedPage>) {
    super('webContents', events);
    this.browser = browser;
    this.preferences = preferences;
    this.shown = serving<WebContents>('webContents', this);
    this.opening = page.then((attached) => this.open(attached));
  }

  get mainFrame(): WebContents['mainFrame'] {
    return this.opened?.frames.main ?? notServed('webContents.mainFrame before the window is open');
  }

  get targetId(): string | undefined {
    return this.opened?.page.targetId;
  }

  async loadURL(url: string): Promise<void> {
    const { loading } = await this.opening;
    await applyPermissions(this.browser.root, this.shown, toChromium(url));
    await loading.load(url);
  }

  getURL(): string {
    return this.opened?.frames.main.url ?? '';
  }

  getTitle(): string {
    return this.title;
  }

  getType(): 'window' {
    return 'window';
  }

  isLoading(): boolean {
    return this.opened?.loading.isUnderWay ?? true;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  isCrashed(): boolean {
    return this.hasCrashed;
  }

  reload(): void {
    void this.opening.then(({ page }) => page.session.send('Page.reload', {}));
  }

  reloadIgnoringCache(): void {
    void this.opening.then(({ page }) => page.session.send('Page.reload', { ignoreCache: true }));
  }

  stop(): void {
    void this.opening.then(({ page }) => page.session.send('Page.stopLoading', {}));
  }

  focus(): void {
    void this.opening.then(({ page }) => page.session.send('Page.bringToFront', {}));
  }

  /** Without the page's `beforeunload`, which nobody could answer. */
  close(): void {
    void this.opening.then(({ page }) => this.browser.closePage(page.targetId));
  }

  send(channel: string, ...args: unknown[]): void {
    this.opened?.bridge.send(channel, args);
  }

  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    const { page } = await this.opening;
    const options = { expression, userGesture, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await page.session.send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getLastWebPreferences(): WebPreferences {
    return { ...this.preferences };
  }

  openDevTools(): never {
    return notServed('webContents.openDevTools');
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  closeDevTools(): void {
    // They are never open.
  }

  /** Whether the request is this page's own. */
  owns({ frameId }: PausedRequest): boolean {
    return this.opened?.frames.has(frameId) ?? false;
  }

  mayRequest(request: PausedRequest): boolean {
    return this.opened?.navigation.mayRequest(request) ?? true;
  }

  permissionsPolicy(chromiumUrl: string): string {
    return permissionsPolicy(this.shown, chromiumUrl);
  }

  markDestroyed(): void {
    this.isGone = true;
    this.emit('destroyed', {});
  }

  private async open(page: AttachedPage): Promise<Opened> {
    const { session, targetId } = page;
    const emit = (event: string, ...args: unknown[]) => void this.emit(event, ...args);
    const frames = new Frames(session, targetId);
    const navigation = new Navigation(session, frames, emit);
    const bridge = new Bridge(session, frames, () => this.shown, {
      onNavigate: (url) => navigation.leave(targetId, url),
      onOpen: (url, disposition) => this.askToOpen(url, '', disposition),
      onPreloadError: (error) => this.reportPreloadError(error),
    });
    this.opened = { page, frames, bridge, navigation, loading: new Loading(session, frames, emit) };
    this.listen(page);
    await Promise.all([
      session.send('Page.enable', {}),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Inspector.enable', {}),
      session.send('Log.enable', {}),
      bridge.install(this.preferences.preload),
    ]);
    await session.send('Runtime.runIfWaitingForDebugger', {});
    return this.opened;
  }

  private listen({ session, targetId }: AttachedPage): void {
    followTheme(session);
    session.on('Page.windowOpen', ({ url, windowName }) => this.askToOpen(url, windowName, 'new-window'));
    session.on('Inspector.targetCrashed', () => {
      this.hasCrashed = true;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    session.on('Log.entryAdded', ({ entry }) => {
      if (entry.text.startsWith('Download is disallowed.')) this.tellOfDownload();
    });
    this.browser.on('titled', (titledId, title) => {
      if (titledId !== targetId || title === this.title) return;
      this.title = title;
      this.emit('page-title-updated', preventableEvent({}), title, true);
    });
  }

  /** Chromium has refused to open it: `content-of-documents.ts` sees to that. What is left is to be told of. */
  private askToOpen(url: string, frameName: string, disposition: Disposition): void {
    const details = {
      url: fromChromium(url),
      frameName,
      features: '',
      disposition,
      referrer: { url: this.getURL(), policy: 'default' as const },
    };
    const answer = this.openHandler?.(details);
    if (answer?.action !== 'deny') notServed(`a window that a page opens (${details.url})`);
  }

  /** Chromium has refused it already; an application that would let it pass is not served. */
  private tellOfDownload(): void {
    const event = preventableEvent({});
    defaultSession.emit('will-download', event, serving('DownloadItem', {}), this.shown);
    if (!event.defaultPrevented) notServed('downloads');
  }

  private reportPreloadError(error: Error): void {
    process.stderr.write(`Unable to load preload script: ${error.message}\n`);
    this.emit('preload-error', {}, this.preferences.preload, error);
  }
}

import { EventEmitter } from 'node:events';
import type { DevTools, DevToolsSession } from './devtools.ts';
import type { Events } from './devtools-protocol.ts';

/** A page of Chromium's, attached, held before its first document when it is new. */
export interface AttachedPage {
  readonly targetId: string;
  readonly session: DevToolsSession;
}

interface BrowserEvents {
  paused: [request: Events['Fetch.requestPaused']];
  closed: [targetId: string];
  titled: [targetId: string, title: string];
}

/** The running Chromium: its pages, and every request that any of them makes. */
export class Browser extends EventEmitter<BrowserEvents> {
  readonly root: DevToolsSession;
  private readonly devtools: DevTools;
  private readonly isHeadless: boolean;
  private readonly expected = new Map<string, (page: AttachedPage) => void>();
  private readonly attached = new Map<string, AttachedPage>();
  /** Targets that were asked for and have no id yet: what attaches meanwhile may be one of them. */
  private outstanding = 0;
  private spare: AttachedPage | undefined;

  private constructor(devtools: DevTools, isHeadless: boolean) {
    super();
    this.devtools = devtools;
    this.root = devtools.root;
    this.isHeadless = isHeadless;
    this.setMaxListeners(0);
  }

  /** Resolves when Chromium is up. */
  static async connect(devtools: DevTools, isHeadless: boolean): Promise<Browser> {
    const browser = new Browser(devtools, isHeadless);
    browser.listen();
    const { product } = await browser.root.send('Browser.getVersion', {});
    Object.defineProperty(process.versions, 'chrome', { value: product.split('/')[1], enumerable: true });
    await browser.root.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    // Else it would not tell of titles.
    await browser.root.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
    await browser.root.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }, { exclude: true }],
    });
    return browser;
  }

  /** The window that Chromium has started with, if it is still free, or a new one. */
  async openPage(width: number, height: number): Promise<AttachedPage> {
    const { spare } = this;
    this.spare = undefined;
    if (spare) return spare;
    this.outstanding += 1;
    const { targetId } = await this.root
      .send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })
      .finally(() => (this.outstanding -= 1));
    const page = this.attached.get(targetId);
    if (page) return page;
    return new Promise((resolve) => this.expected.set(targetId, resolve));
  }

  async closePage(targetId: string): Promise<void> {
    await this.root.send('Target.closeTarget', { targetId });
  }

  private listen(): void {
    this.root.on('Fetch.requestPaused', (request) => this.emit('paused', request));
    this.root.on('Target.attachedToTarget', ({ sessionId, targetInfo: { targetId } }) => {
      this.take({ targetId, session: this.devtools.session(sessionId) }, sessionId);
    });
    this.root.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title } }) => {
      this.emit('titled', targetId, title);
    });
  }

  private take(page: AttachedPage, sessionId: string): void {
    this.attached.set(page.targetId, page);
    this.root.on('Target.detachedFromTarget', (detached) => {
      if (detached.sessionId === sessionId && this.attached.delete(page.targetId))
        this.emit('closed', page.targetId);
    });
    const expect = this.expected.get(page.targetId);
    this.expected.delete(page.targetId);
    if (expect) expect(page);
    else if (this.outstanding === 0) this.takeUnexpected(page);
  }

  /** Nobody here asked for it: Chromium's start window, or a window that a page has opened past its guards. */
  private takeUnexpected(page: AttachedPage): void {
    if (!this.isHeadless && this.attached.size === 1 && !this.spare) this.spare = page;
    else void this.closePage(page.targetId);
  }
}

import { fromChromium, toChromium } from './app-origin.ts';
import type { DevToolsSession } from './devtools.ts';
import type { Frames } from './frames.ts';

type Emit = (event: string, ...args: unknown[]) => void;

/** Chromium's numbers for the failures that a load meets here; any other is told as FAILED. */
const errorNumbers: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_UNKNOWN_URL_SCHEME: -302,
};

/** Loads documents into one page and tells how that goes. */
export class Loading {
  isUnderWay = false;
  private readonly session: DevToolsSession;
  private readonly frames: Frames;
  private readonly emit: Emit;
  /** Chromium's id of the document that is there, once it has navigated at all. */
  private document: string | undefined;
  private loaded: string | undefined;
  private isShown = false;
  private whenSettled: (() => void) | undefined;

  constructor(session: DevToolsSession, frames: Frames, emit: Emit) {
    this.session = session;
    this.frames = frames;
    this.emit = emit;
    this.listenToDocuments();
    this.listenToProgress();
  }

  /** Resolves when the document with all its parts is there, rejects as Electron's `loadURL`. */
  async load(url: string): Promise<void> {
    const { errorText, loaderId } = await this.session.send('Page.navigate', { url: toChromium(url) });
    if (errorText !== undefined) throw this.failure(errorText.replace(/^net::/, ''), url);
    if (loaderId === undefined) return;
    while (this.loaded !== loaderId) {
      await new Promise<void>((resolve) => (this.whenSettled = resolve));
      if (this.document !== loaderId) throw this.failure('ERR_ABORTED', url);
    }
  }

  private failure(description: string, url: string): Error {
    const errno = errorNumbers[description] ?? -2;
    this.emit('did-fail-load', {}, errno, description, url, true, 0, 0);
    const error = new Error(`${description} (${String(errno)}) loading '${url}'`);
    return Object.assign(error, { code: description, errno, url });
  }

  private listenToDocuments(): void {
    const { session, frames, emit } = this;
    session.on('Page.frameNavigated', ({ frame }) => {
      const isMain = frames.isMain(frame.id);
      emit('did-frame-navigate', {}, fromChromium(frame.url), 200, '', isMain, 0, 0);
      if (!isMain) return;
      this.document = frame.loaderId;
      emit('did-navigate', {}, fromChromium(frame.url), 200, '');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      emit('did-navigate-in-page', {}, fromChromium(url), frames.isMain(frameId), 0, 0);
    });
    session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      if (frames.isMain(frameId) && loaderId === this.document) this.advance(loaderId, name);
    });
  }

  private advance(loaderId: string, name: string): void {
    const isError = this.frames.main.url.startsWith('chrome-error:');
    if (name === 'DOMContentLoaded' && !isError) this.emit('dom-ready', {});
    if (name === 'load') {
      this.loaded = loaderId;
      if (!isError) this.emit('did-finish-load', {});
      this.whenSettled?.();
    }
    // A page without anything to paint never has a first paint.
    if ((name === 'firstPaint' || name === 'networkIdle') && !this.isShown) {
      this.isShown = true;
      this.emit('ready-to-show', {});
    }
  }

  private listenToProgress(): void {
    const { session, frames, emit } = this;
    session.on('Page.frameStartedLoading', ({ frameId }) => {
      if (!frames.isMain(frameId)) return;
      this.isUnderWay = true;
      emit('did-start-loading', {});
    });
    session.on('Page.frameStoppedLoading', ({ frameId }) => {
      if (!frames.isMain(frameId)) return;
      this.isUnderWay = false;
      emit('did-stop-loading', {});
    });
  }
}

import type { WebFrameMain } from 'electron';
import { fromChromium } from './app-origin.ts';
import type { DevToolsSession } from './devtools.ts';
import type { PausedRequest } from './devtools-protocol.ts';
import type { Frames } from './frames.ts';
import { preventableEvent } from './not-served.ts';

type Emit = (event: string, ...args: unknown[]) => void;

/** Asks the application's guards before a page leaves its document. */
export class Navigation {
  private readonly session: DevToolsSession;
  private readonly frames: Frames;
  private readonly emit: Emit;
  /** Frame -> where its page, not the main process, wants it to go. */
  private readonly wanted = new Map<string, string>();

  constructor(session: DevToolsSession, frames: Frames, emit: Emit) {
    this.session = session;
    this.frames = frames;
    this.emit = emit;
    session.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (disposition === 'currentTab') this.wanted.set(frameId, withoutFragment(url));
    });
    session.on('Page.frameNavigated', ({ frame }) => this.wanted.delete(frame.id));
  }

  /** Whether a document may be requested. Only what pages do is asked about, not `loadURL`. */
  mayRequest({ frameId, request, redirectedRequestId }: PausedRequest): boolean {
    const url = fromChromium(request.url);
    if (redirectedRequestId !== undefined) return this.isAllowed(['will-redirect'], frameId, url);
    const byPage = !this.frames.isMain(frameId) || this.wanted.get(frameId) === withoutFragment(request.url);
    this.wanted.delete(frameId);
    return !byPage || this.isAllowed(guardsOf(this.frames.isMain(frameId)), frameId, url);
  }

  /** A page's way to something that causes no request, such as about:blank: held up until it is allowed. */
  leave(frameId: string, url: string): void {
    if (!this.isAllowed(guardsOf(true), frameId, fromChromium(url))) return;
    void this.session.send('Page.navigate', { url });
  }

  private isAllowed(guards: readonly string[], frameId: string, url: string): boolean {
    const isMainFrame = this.frames.isMain(frameId);
    const frame: WebFrameMain = this.frames.show(frameId);
    const event = preventableEvent({ url, isMainFrame, isSameDocument: false, frame, initiator: frame });
    for (const guard of guards) this.emit(guard, event, url, false, isMainFrame);
    return !event.defaultPrevented;
  }
}

function guardsOf(isMainFrame: boolean): readonly string[] {
  return isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}

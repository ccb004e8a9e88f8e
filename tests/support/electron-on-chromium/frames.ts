import type { WebFrameMain } from 'electron';
import { fromChromium } from './app-origin.ts';
import type { DevToolsSession } from './devtools.ts';
import type { FrameInfo } from './devtools-protocol.ts';
import { serving } from './not-served.ts';

/** The frames of one page, as Chromium tells of them. */
export class Frames {
  private readonly infos = new Map<string, FrameInfo>();
  private readonly shown = new Map<string, WebFrameMain>();
  private readonly mainFrameId: string;

  constructor(session: DevToolsSession, mainFrameId: string) {
    this.mainFrameId = mainFrameId;
    this.infos.set(mainFrameId, { id: mainFrameId, url: '', securityOrigin: '' });
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.infos.set(frameId, { id: frameId, parentId: parentFrameId, url: '', securityOrigin: 'null' });
    });
    session.on('Page.frameNavigated', ({ frame }) => this.infos.set(frame.id, frame));
    session.on('Page.frameDetached', ({ frameId }) => {
      this.infos.delete(frameId);
      this.shown.delete(frameId);
    });
  }

  get main(): WebFrameMain {
    return this.show(this.mainFrameId);
  }

  has(frameId: string): boolean {
    return this.infos.has(frameId);
  }

  isMain(frameId: string): boolean {
    return frameId === this.mainFrameId;
  }

  /** In the application's own scheme. */
  url(frameId: string): string {
    const info = this.infos.get(frameId);
    return fromChromium(info?.url ?? '');
  }

  show(frameId: string): WebFrameMain {
    const shown = this.shown.get(frameId) ?? this.makeFrame(frameId);
    this.shown.set(frameId, shown);
    return shown;
  }

  private makeFrame(frameId: string): WebFrameMain {
    const { infos, url, origin } = this.readers(frameId);
    const parentId = infos.get(frameId)?.parentId;
    const show = (id: string) => this.show(id);
    const { mainFrameId } = this;
    return serving<WebFrameMain>('WebFrameMain', {
      get url() {
        return url();
      },
      get origin() {
        return origin();
      },
      get name() {
        return infos.get(frameId)?.name ?? '';
      },
      get parent() {
        return parentId === undefined ? null : show(parentId);
      },
      get top() {
        return show(mainFrameId);
      },
      get detached() {
        return !infos.has(frameId);
      },
      get frames() {
        return [...infos.values()].filter((info) => info.parentId === frameId).map(({ id }) => show(id));
      },
      isDestroyed: () => !infos.has(frameId),
    });
  }

  private readers(frameId: string) {
    const { infos } = this;
    const url = () => this.url(frameId);
    const origin = () => {
      const own = infos.get(frameId)?.securityOrigin ?? 'null';
      // The protocol's form of an opaque origin.
      return own === '://' || own === '' ? 'null' : fromChromium(own);
    };
    return { infos, url, origin };
  }
}

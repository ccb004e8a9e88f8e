import type { Crossing, makeCrossing } from './crossing.ts';

/** What the preload hands over: `contextBridge.exposeInMainWorld`, or that it has finished. */
export interface Handover {
  readonly name?: string;
  readonly api?: Parameters<Crossing['unpack']>[0];
}

/**
 * The page's end of the bridge. Runs before any script of the page, listens while the preload runs, and then
 * leaves nothing behind but the exposed objects, frozen.
 */
export function enterMainWorld(cross: typeof makeCrossing, secretEvent: string): void {
  if (window.top !== window) return;
  let crossing: Crossing | undefined;
  const receive = (event: Event) => {
    const { data, ports } = event as MessageEvent<Handover>;
    if (ports[0]) crossing = cross(ports[0], 'page');
    if (data.name === undefined) removeEventListener(secretEvent, receive);
    else if (crossing && data.api)
      Object.defineProperty(window, data.name, { value: crossing.unpack(data.api, true), enumerable: true });
  };
  addEventListener(secretEvent, receive);
}

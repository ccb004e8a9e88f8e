import type { BrowserWindow, WebContents } from 'electron';
import type { WebContentsStandIn } from './web-contents.ts';

interface OpenWindow {
  readonly window: BrowserWindow;
  readonly contents: WebContentsStandIn;
  /** Begins to close it, unless the application prevents that. */
  readonly askToClose: () => boolean;
}

const openWindows = new Set<OpenWindow>();

/** All windows that are there, oldest first. */
export function allWindows(): readonly OpenWindow[] {
  return [...openWindows];
}

export function addWindow(window: OpenWindow): void {
  openWindows.add(window);
}

export function removeWindow(window: BrowserWindow): void {
  for (const open of openWindows) if (open.window === window) openWindows.delete(open);
}

export function windowOf(contents: WebContents): BrowserWindow | null {
  return allWindows().find((open) => open.contents.shown === contents)?.window ?? null;
}

import type { NativeTheme } from 'electron';
import type { DevToolsSession } from './devtools.ts';
import { ServedEmitter, serving } from './not-served.ts';

type Source = NativeTheme['themeSource'];

const pages = new Set<DevToolsSession>();

class NativeThemeStandIn
  extends ServedEmitter
  implements Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
{
  private source: Source = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
  }

  get themeSource(): Source {
    return this.source;
  }

  set themeSource(source: Source) {
    if (source === this.source) return;
    this.source = source;
    for (const page of pages) showTheme(page, source);
    this.emit('updated', {});
  }

  /** The system, of which nothing is asked here, is light. */
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

const standIn = new NativeThemeStandIn();

export const nativeTheme = serving<NativeTheme>('nativeTheme', standIn);

/**
 * Lets a page follow the theme. Told again with every document, because a driver such as Playwright sets the
 * same thing for every new page.
 */
export function followTheme(page: DevToolsSession): void {
  pages.add(page);
  page.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined && standIn.themeSource !== 'system')
      showTheme(page, standIn.themeSource);
  });
}

function showTheme(page: DevToolsSession, source: Source): void {
  const value = source === 'system' ? '' : source;
  const features = [{ name: 'prefers-color-scheme', value }];
  // The page may be closing.
  page.send('Emulation.setEmulatedMedia', { features }).catch(() => undefined);
}

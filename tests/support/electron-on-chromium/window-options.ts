import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { notServed, refuseOtherFields } from './not-served.ts';

/** Options that are followed, and those for a frame or a look that a page does not depend upon. */
const options: readonly (keyof BrowserWindowConstructorOptions)[] = [
  'autoHideMenuBar',
  'backgroundColor',
  'center',
  'frame',
  'height',
  'icon',
  'maxHeight',
  'maxWidth',
  'minHeight',
  'minWidth',
  'resizable',
  'show',
  'title',
  'titleBarStyle',
  'useContentSize',
  'webPreferences',
  'width',
  'x',
  'y',
];

/** What holds for every page of Chromium's that has our preload; another value can't be had. */
const fixedPreferences = {
  allowRunningInsecureContent: false,
  contextIsolation: true,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  sandbox: true,
  spellcheck: false,
  webSecurity: true,
  webviewTag: false,
} as const satisfies WebPreferences;

/** Spell checking is Electron's only default among these that is not had here. */
export function readWebPreferences(given: WebPreferences): WebPreferences {
  refuseOtherFields('webPreferences', given, [...Object.keys(fixedPreferences), 'preload', 'devTools']);
  for (const [name, value] of Object.entries(fixedPreferences)) {
    const wanted: unknown = Reflect.get(given, name);
    if (wanted !== undefined && wanted !== value)
      notServed(`webPreferences.${name}: ${JSON.stringify(wanted)}`);
  }
  return { devTools: true, ...fixedPreferences, ...given };
}

export function readWindowOptions(given: BrowserWindowConstructorOptions): BrowserWindowConstructorOptions {
  refuseOtherFields('BrowserWindow option', given, options);
  return given;
}

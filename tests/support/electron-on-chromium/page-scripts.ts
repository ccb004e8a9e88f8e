import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { makeCrossing } from './page/crossing.ts';
import { enterIsolatedWorld, type IsolatedWorldOptions } from './page/isolated-world.ts';
import { enterMainWorld } from './page/main-world.ts';
import { makeWire } from './wire.ts';

export const worldName = 'Electron Isolated Context';

/** The names by which main process and preload's world reach each other; the page's world has neither. */
export const bindingName = '__standInToMain';
export const receiverName = '__standInFromMain';

export interface PageScripts {
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

/** The two scripts that every document starts with. The functions stand alone, so that their text is enough. */
export function pageScripts(preloadPath: string | undefined): PageScripts {
  const secretEvent = randomBytes(16).toString('hex');
  const options: IsolatedWorldOptions = {
    secretEvent,
    bindingName,
    receiverName,
    platform: process.platform,
  };
  const preload = preloadPath === undefined ? 'undefined' : preloadFunction(preloadPath);
  return {
    mainWorld: `(${String(enterMainWorld)})(${String(makeCrossing)}, ${JSON.stringify(secretEvent)})`,
    isolatedWorld: `(${String(enterIsolatedWorld)})((${String(makeWire)})(), ${String(makeCrossing)}, ${JSON.stringify(options)}, ${preload})`,
  };
}

function preloadFunction(path: string): string {
  const wrapped = `(function (require, module, exports, process) {${readFileSync(path, 'utf8')}\n})`;
  // Compiled here only to have a syntax error in the preload told with its place.
  new Script(wrapped, { filename: path });
  return wrapped;
}

import type { Clipboard } from 'electron';
import { serving } from './not-served.ts';

let text = '';

/** A clipboard of the application's own: asynchronous as Electron's, and apart from the desktop's. */
export const clipboard = serving<Clipboard>('clipboard', {
  readText: () => Promise.resolve(text),
  writeText: (newText) => {
    text = newText;
    return Promise.resolve();
  },
  has: (type) => Promise.resolve(type === 'text/plain' && text !== ''),
  clear: () => {
    text = '';
  },
});

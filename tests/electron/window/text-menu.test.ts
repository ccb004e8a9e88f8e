import type { BrowserWindow as ElectronWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { createMainWindow } from '../../../electron/window/main-window.ts';
import { Menu } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const editFlags = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true };
const nothing = { isEditable: false, selectionText: '', editFlags };

/** What a right click in the window shows. */
function shownOn(clicked: Partial<typeof nothing>): unknown {
  const window: ElectronWindow = createMainWindow('/app/preload.cjs');
  window.webContents.emit('context-menu', {}, { ...nothing, ...clicked });
  return Menu.shown.at(-1);
}

beforeEach(() => {
  Menu.shown.length = 0;
});

it('a text field has the menu of text fields, with what can be done at the moment', () => {
  expect(shownOn({ isEditable: true })).toEqual([
    { role: 'cut', enabled: false },
    { role: 'copy', enabled: false },
    { role: 'paste', enabled: true },
    { type: 'separator' },
    { role: 'selectAll', enabled: true },
  ]);
});

it('selected text can be copied', () => {
  expect(shownOn({ selectionText: 'SHA256:…' })).toEqual([{ role: 'copy' }]);
});

it('elsewhere there is none', () => {
  expect(shownOn({ selectionText: ' \n' })).toBeUndefined();
});

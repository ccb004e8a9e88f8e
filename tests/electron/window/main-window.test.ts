import type { BrowserWindowConstructorOptions } from 'electron';
import { afterEach, expect, it, vi } from 'vitest';
import { createMainWindow } from '../../../electron/window/main-window.ts';
import { app, nativeTheme, type BrowserWindow } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const create = () => createMainWindow('/app/preload.cjs') as unknown as BrowserWindow;
const optionsOf = (window: BrowserWindow) => window.options as BrowserWindowConstructorOptions;

afterEach(() => {
  app.isPackaged = false;
  nativeTheme.shouldUseDarkColors = false;
});

it('E5: sets every preference that keeps the page apart, none of them left to a default', () => {
  expect(optionsOf(create()).webPreferences).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: true,
  });
});

it('E16: has no developer tools when packaged', () => {
  app.isPackaged = true;
  expect(optionsOf(create()).webPreferences?.devTools).toBe(false);
});

it('is shown when its page has been painted, not before', () => {
  const window = create();
  expect([optionsOf(window).show, window.isShown]).toEqual([false, false]);
  window.emit('ready-to-show');
  expect(window.isShown).toBe(true);
});

it('has a background of the theme, so that nothing flashes', () => {
  const light = optionsOf(create()).backgroundColor;
  nativeTheme.shouldUseDarkColors = true;
  expect(optionsOf(create()).backgroundColor).not.toBe(light);
});

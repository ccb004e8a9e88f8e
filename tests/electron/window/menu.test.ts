import { afterEach, expect, it, vi } from 'vitest';
import { buildMenu } from '../../../electron/window/menu.ts';
import { app, Menu } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

afterEach(() => {
  app.isPackaged = false;
});

it('E16: offers developer tools and reload in development alone', () => {
  buildMenu();
  expect(JSON.stringify(Menu.current)).toContain('toggleDevTools');
  app.isPackaged = true;
  buildMenu();
  expect(JSON.stringify(Menu.current)).not.toMatch(/devtools|reload/i);
});

it('has the menus that every application has', () => {
  buildMenu();
  expect(JSON.stringify(Menu.current)).toMatch(/fileMenu.*editMenu.*View.*windowMenu.*help/);
});

import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildMenu, enableCommands, menuTemplate } from '../../../electron/window/menu.ts';
import { MenuCommand } from '../../../shared/model/menu-command.ts';
import { app, Menu } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

afterEach(() => {
  app.isPackaged = false;
});

const platforms = ['darwin', 'linux', 'win32'] as const;

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

function menu(
  platform: NodeJS.Platform,
  isPackaged = true,
  run: (command: MenuCommand) => void = () => undefined,
) {
  return items(menuTemplate({ platform, isPackaged, run }));
}

function twice(values: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return values.filter((value, index) => value !== undefined && values.indexOf(value) !== index);
}

it('E16: offers developer tools and reload in development alone', () => {
  buildMenu(() => undefined);
  expect(JSON.stringify(Menu.current)).toContain('toggleDevTools');
  app.isPackaged = true;
  buildMenu(() => undefined);
  expect(JSON.stringify(Menu.current)).not.toMatch(/devtools|reload/i);
});

it('the window’s commands are greyed out until it says that they can be chosen; the others never are', () => {
  const all = menu('darwin', false);
  const getMenuItemById = (id: string) => all.find((item) => item.id === id) ?? null;
  Menu.setApplicationMenu({ getMenuItemById });
  const enabled = () => all.filter((item) => item.id !== undefined && item.enabled).map(({ id }) => id);
  expect(enabled()).toEqual([]);
  enableCommands(true);
  expect(enabled().toSorted()).toEqual([...MenuCommand.options].toSorted());
  enableCommands(false);
  expect(enabled()).toEqual([]);
  expect(all.filter((item) => item.id === undefined && item.enabled === false)).toEqual([]);
});

describe.each(platforms)('the menu on %s', (platform) => {
  it('offers every command once, with keys of its own', () => {
    const all = menu(platform, false);
    const commands = all.map(({ id }) => id).filter((id) => id !== undefined);
    expect(commands.toSorted()).toEqual([...MenuCommand.options].toSorted());
    expect(twice(all.map(({ accelerator }) => accelerator?.toString()))).toEqual([]);
    expect(twice(all.filter(({ visible }) => visible !== false).map(({ role }) => role))).toEqual([]);
  });

  it('zooms by the keys that browsers zoom by', () => {
    const keys = menu(platform)
      .filter(({ visible }) => visible === false)
      .map(({ role, accelerator }) => [accelerator, role]);
    const more = [
      ['Ctrl+=', 'zoomIn'],
      ['Ctrl+numadd', 'zoomIn'],
      ['Ctrl+numsub', 'zoomOut'],
      ['Ctrl+num0', 'resetZoom'],
    ];
    // macOS hears Command and = as its own zoom.
    expect(keys).toEqual(platform === 'darwin' ? [] : more);
  });

  it('has what every application has', () => {
    const roles = menu(platform).map(({ role }) => role);
    expect(roles).toEqual(
      expect.arrayContaining([
        'quit',
        'undo',
        'redo',
        'cut',
        'copy',
        'paste',
        'selectAll',
        'windowMenu',
        'about',
      ]),
    );
    expect(roles).toEqual(
      expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen', 'help']),
    );
  });

  it('an item tells the window which command it is', () => {
    const told: MenuCommand[] = [];
    for (const item of menu(platform, true, (command) => told.push(command)))
      if (item.id !== undefined) Reflect.apply(item.click as () => void, undefined, []);
    expect(told.toSorted()).toEqual([...MenuCommand.options].toSorted());
  });

  it('has accelerators that no role of the same menu has by default', () => {
    const taken = ['Z', 'X', 'C', 'V', 'A', 'Q', 'W', 'M', '0', '=', '-', 'Shift+Z', 'H'].map(
      (key) => `CmdOrCtrl+${key}`,
    );
    const own = menu(platform, false).map(({ accelerator }) => accelerator?.toString());
    expect(own.filter((accelerator) => accelerator !== undefined && taken.includes(accelerator))).toEqual([]);
  });
});

it('a window can be closed by its platform’s key: macOS has that in File, the others in the menu of windows', () => {
  const inFile = (platform: NodeJS.Platform) => menu(platform).some(({ role }) => role === 'close');
  expect(platforms.map(inFile)).toEqual([true, false, false]);
});

it('macOS has Settings and Quit in the menu of the application, the others in File', () => {
  const where = (platform: NodeJS.Platform) =>
    menuTemplate({ platform, isPackaged: true, run: () => undefined }).findIndex((top) =>
      items([top]).some(({ id }) => id === 'open-preferences'),
    );
  expect(where('darwin')).toBe(0);
  const [file] = menuTemplate({ platform: 'linux', isPackaged: true, run: () => undefined });
  expect(where('linux')).toBe(0);
  expect(file?.label).toBe('&File');
});

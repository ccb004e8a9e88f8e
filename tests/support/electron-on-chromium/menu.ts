import type { MenuItemConstructorOptions } from 'electron';
import { notServed, refuseOtherFields, serving } from './not-served.ts';

type Menu = Electron.Menu;
type MenuItem = Electron.MenuItem;

const options: readonly (keyof MenuItemConstructorOptions)[] = [
  'accelerator',
  'checked',
  'click',
  'enabled',
  'id',
  'label',
  'registerAccelerator',
  'role',
  'submenu',
  'type',
  'visible',
];

const items = new WeakMap<object, MenuItem>();

/** Menus are kept and can be looked up and clicked by tests; none is drawn, and no accelerator is heard. */
function newMenu(own: MenuItem[]): Menu {
  return serving<Menu>('Menu', {
    items: own,
    append: (item) => void own.push(item),
    getMenuItemById: (id) => findById(own, id),
  });
}

function findById(own: readonly MenuItem[], id: string): MenuItem | null {
  for (const item of own) {
    const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
    if (found) return found;
  }
  return null;
}

function newItem(given: MenuItemConstructorOptions): MenuItem {
  refuseOtherFields('MenuItem option', given, options);
  const { role, submenu } = given;
  const item = serving<MenuItem>('MenuItem', {
    ...{ id: '', label: role ?? '', enabled: true, visible: true, checked: false },
    ...given,
    ...{ accelerator: given.accelerator ?? null, type: given.type ?? (submenu ? 'submenu' : 'normal') },
    submenu: Array.isArray(submenu) ? buildFromTemplate(submenu) : submenu,
    click: (...args: readonly unknown[]) => clickOn(given, item, args),
  } as Partial<MenuItem>);
  items.set(item, item);
  return item;
}

function clickOn(
  { click, role }: MenuItemConstructorOptions,
  item: MenuItem,
  args: readonly unknown[],
): void {
  if (click) Reflect.apply(click, undefined, [item, ...args]);
  else if (role !== undefined) notServed(`the menu role ${role}`);
}

function buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): Menu {
  return newMenu(template.map((entry) => items.get(entry) ?? newItem(entry as MenuItemConstructorOptions)));
}

let applicationMenu: Menu | null = null;

export const menuClass = serving<typeof Electron.Menu>('Menu', {
  buildFromTemplate,
  getApplicationMenu: () => applicationMenu,
  setApplicationMenu: (menu) => {
    applicationMenu = menu;
  },
});

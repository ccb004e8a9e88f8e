import { expect, it } from 'vitest';
import {
  accelerators,
  commandOfKey,
  hasKeys,
  keysOf,
  MenuCommand,
} from '../../../shared/model/menu-command.ts';

const press = (key: string, more: object = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  ...more,
});

it.each(MenuCommand.options.filter(hasKeys))(
  'the keys of %s stand for it, with Control or on a Mac with Command',
  (command) => {
    const parts = accelerators[command].split('+');
    const shiftKey = parts.includes('Shift');
    const key = (parts.at(-1) ?? '').toLowerCase();
    expect(commandOfKey(press(key, { ctrlKey: true, shiftKey }), false)).toBe(command);
    expect(commandOfKey(press(key, { metaKey: true, shiftKey }), true)).toBe(command);
    expect(commandOfKey(press(key, { ctrlKey: true, shiftKey }), true)).toBeUndefined();
    expect(commandOfKey(press(key, { shiftKey }), false)).toBeUndefined();
    expect(commandOfKey(press(key, { ctrlKey: true, shiftKey, altKey: true }), false)).toBeUndefined();
  },
);

it('a slash that needs Shift is a slash', () => {
  expect(commandOfKey(press('/', { ctrlKey: true, shiftKey: true }), false)).toBe('show-shortcuts');
  expect(commandOfKey(press('N', { ctrlKey: true, shiftKey: true }), false)).toBe('add-server');
});

it('keys are written as they are on the keyboard', () => {
  expect(keysOf('add-server', true)).toEqual(['⌘', '⇧', 'N']);
  expect(keysOf('add-server', false)).toEqual(['Ctrl', 'Shift', 'N']);
});

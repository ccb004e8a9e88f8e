import { describe, expect, test } from 'vitest';
import { FocusMoves } from '../../../renderer/ui/focus-moves.ts';

function press(target: EventTarget, key: string): void {
  target.dispatchEvent(Object.assign(new Event('keydown'), { key }));
}

describe('a focus that comes', () => {
  test.each(['Tab', 'ArrowDown', 'ArrowLeft', 'Home', 'PageDown'])('with %s is moved by a key', (key) => {
    const target = new EventTarget();
    const moves = new FocusMoves(target);
    press(target, key);
    expect(moves.isByKey).toBe(true);
  });

  test.each(['Escape', 'Enter', ' ', 'a'])('back after %j is not', (key) => {
    const target = new EventTarget();
    const moves = new FocusMoves(target);
    press(target, 'Tab');
    press(target, key);
    expect(moves.isByKey).toBe(false);
  });

  test.each(['keyup', 'pointerdown'])('after a %s is not', (type) => {
    const target = new EventTarget();
    const moves = new FocusMoves(target);
    press(target, 'Tab');
    target.dispatchEvent(new Event(type));
    expect(moves.isByKey).toBe(false);
  });
});

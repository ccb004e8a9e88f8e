import { describe, expect, test } from 'vitest';
import { whenNeeded, type Need } from '../../../renderer/ui/when-needed.ts';

describe('what is behind an element', () => {
  test.each(['pointerenter', 'focus', 'click'] as const)('is needed at a %s, once', async (type) => {
    const element = new EventTarget() as HTMLElement;
    const needs: Need[] = [];
    whenNeeded(element, [type, 'click'], (need) => needs.push(need));
    const event = new Event(type);
    element.dispatchEvent(event);
    element.dispatchEvent(new Event('click'));
    await Promise.resolve();
    expect(needs).toEqual([{ element, event }]);
  });

  test('is not needed before, nor once the element is gone', async () => {
    const element = new EventTarget() as HTMLElement;
    const needs: Need[] = [];
    const end = whenNeeded(element, ['click'], (need) => needs.push(need));
    element.dispatchEvent(new Event('pointermove'));
    end();
    element.dispatchEvent(new Event('click'));
    await Promise.resolve();
    expect(needs).toEqual([]);
  });
});

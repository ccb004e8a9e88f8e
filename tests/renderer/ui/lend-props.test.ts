import { describe, expect, test } from 'vitest';
import { lendAria, lendProps } from '../../../renderer/ui/lend-props.ts';

/** As much of an element as props are lent to. */
class FakeElement extends EventTarget {
  readonly attributes = new Map<string, string>();
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
}

const fakeElement = (): FakeElement & HTMLElement => new FakeElement() as FakeElement & HTMLElement;

describe('an element that is lent props', () => {
  test('tells their handlers of its events, until they are taken back', () => {
    const element = fakeElement();
    const heard: string[] = [];
    const end = lendProps(element, () => ({ onclick: ({ type }: Event) => heard.push(type) }));
    element.dispatchEvent(new Event('click'));
    end();
    element.dispatchEvent(new Event('click'));
    expect(heard).toEqual(['click']);
  });

  test('tells the newest handler', () => {
    const element = fakeElement();
    const heard: string[] = [];
    let handler = (): number => heard.push('old');
    lendProps(element, () => ({ onfocus: handler }));
    handler = (): number => heard.push('new');
    element.dispatchEvent(new Event('focus'));
    expect(heard).toEqual(['new']);
  });

  test('is given to the attachments, which end with the lending', () => {
    const element = fakeElement();
    const attached: unknown[] = [];
    const attachment = (given: HTMLElement) => {
      attached.push(given);
      return () => attached.pop();
    };
    const end = lendProps(element, () => ({ [Symbol('attachment')]: attachment, id: 'other' }));
    expect(attached).toEqual([element]);
    end();
    expect(attached).toEqual([]);
  });

  test('says what they say to screen readers, and nothing else', () => {
    const element = fakeElement();
    lendAria(element, {
      'aria-expanded': 'true',
      id: 'other',
      'data-state': 'open',
      onclick: () => undefined,
    });
    expect([...element.attributes]).toEqual([['aria-expanded', 'true']]);
    lendAria(element, { 'aria-expanded': undefined });
    expect([...element.attributes]).toEqual([]);
  });
});

import { mount, type Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

const drawn = new WeakMap<Component<LucideProps>, Map<string, Node>>();

/**
 * A copy of an icon that is drawn once for each size. Long tables have hundreds: drawing each of their lines as an
 * element of a component's takes longer than the rest of a row.
 */
export function copyOfIcon(Icon: Component<LucideProps>, size: number, strokeWidth: number): Node {
  const ofIcon = drawn.get(Icon) ?? new Map<string, Node>();
  drawn.set(Icon, ofIcon);
  const key = `${size} ${strokeWidth}`;
  const drawing = ofIcon.get(key) ?? draw(Icon, size, strokeWidth);
  ofIcon.set(key, drawing);
  return drawing.cloneNode(true);
}

function draw(Icon: Component<LucideProps>, size: number, strokeWidth: number): Node {
  const target = document.createElement('span');
  mount(Icon, { target, props: { size, strokeWidth, 'aria-hidden': 'true' } });
  return target.firstElementChild ?? target;
}

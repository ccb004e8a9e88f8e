import { on } from 'svelte/events';

type Props = Readonly<Record<string | symbol, unknown>>;

/**
 * Lets an element that is there already hear what a component's props listen to, and runs their attachments on it. The
 * newest of the props are asked each time. Returns a function that takes all back.
 */
export function lendProps(element: HTMLElement, props: () => Props): () => void {
  const first = props();
  const endings = Reflect.ownKeys(first).map((key) =>
    typeof key === 'symbol' ? attach(element, first[key]) : listen(element, key, props),
  );
  return () => endings.forEach((end) => end());
}

/** What the props say to screen readers. */
export function lendAria(element: HTMLElement, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (!name.startsWith('aria-')) continue;
    if (typeof value === 'string') element.setAttribute(name, value);
    else element.removeAttribute(name);
  }
}

function attach(element: HTMLElement, attachment: unknown): () => void {
  const end = isFunction(attachment) ? attachment(element) : undefined;
  return () => {
    if (isFunction(end)) end();
  };
}

function listen(element: HTMLElement, name: string, props: () => Props): () => void {
  if (!name.startsWith('on')) return () => undefined;
  const listener = (event: Event): void => {
    const handle = props()[name];
    if (isFunction(handle)) Reflect.apply(handle, element, [event]);
  };
  // Svelte's way: a focused element that is taken out of the page loses the focus while no state may be changed.
  return on(element, name.slice(2), listener);
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}

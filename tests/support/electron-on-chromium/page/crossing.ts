type Packed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'array'; readonly items: readonly Packed[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Packed])[] }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'function' | 'promise'; readonly id: number };

interface Message {
  readonly call?: { readonly id: number; readonly args: readonly Packed[] };
  readonly reply?: { readonly threw: boolean; readonly value: Packed };
  readonly settle?: { readonly id: number; readonly rejected: boolean; readonly value: Packed };
}

export interface Crossing {
  readonly pack: (value: unknown) => Packed;
  readonly unpack: (packed: Packed, freeze?: boolean) => unknown;
}

/**
 * One world's end of the way between the page and its preload. Both ends hold the same native port, of which
 * each world has a wrapper of its own; an event dispatched on it reaches the other end at once, and what it
 * carries is cloned by Chromium. Functions and promises stay where they are and are spoken to by number.
 *
 * Stands alone, without anything from outside: its text is run inside the page.
 */
export function makeCrossing(port: EventTarget, side: 'page' | 'preload'): Crossing {
  const other = side === 'page' ? 'preload' : 'page';
  const ownFunctions = new Map<number, (...args: unknown[]) => unknown>();
  const numbers = new WeakMap<object, number>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  let lastId = 0;
  let lastReply: Message['reply'];

  const say = (message: Message) => port.dispatchEvent(new MessageEvent(`to-${other}`, { data: message }));

  port.addEventListener(`to-${side}`, (event) => {
    const message = (event as MessageEvent<Message>).data;
    if (message.call) answer(message.call);
    if (message.reply) lastReply = message.reply;
    if (message.settle) settle(message.settle);
  });

  function answer({ id, args }: NonNullable<Message['call']>): void {
    let reply: Message['reply'];
    try {
      const own = ownFunctions.get(id);
      if (!own) throw new Error('no such function');
      reply = { threw: false, value: pack(own(...args.map((arg) => unpack(arg)))) };
    } catch (error) {
      reply = { threw: true, value: packError(error) };
    }
    say({ reply });
  }

  function settle({ id, rejected, value }: NonNullable<Message['settle']>): void {
    const promise = waiting.get(id);
    waiting.delete(id);
    if (rejected) promise?.reject(unpack(value));
    else promise?.resolve(unpack(value));
  }

  function packFunction(value: (...args: unknown[]) => unknown): Packed {
    const id = numbers.get(value) ?? (lastId += 1);
    numbers.set(value, id);
    ownFunctions.set(id, value);
    return { kind: 'function', id };
  }

  function packPromise(promise: Promise<unknown>): Packed {
    const id = (lastId += 1);
    promise.then(
      (value) => {
        let settled: Message['settle'];
        try {
          settled = { id, rejected: false, value: pack(value) };
        } catch (error) {
          settled = { id, rejected: true, value: packError(error) };
        }
        say({ settle: settled });
      },
      (error: unknown) => say({ settle: { id, rejected: true, value: packError(error) } }),
    );
    return { kind: 'promise', id };
  }

  function packError(error: unknown): Packed {
    return error instanceof Error ? { kind: 'error', message: error.message } : pack(error);
  }

  function pack(value: unknown, outer: readonly unknown[] = []): Packed {
    if (typeof value === 'function') return packFunction(value as () => unknown);
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return { kind: 'value', value };
    if (outer.includes(value)) throw new Error('not served by the stand-in: cyclic values over the bridge');
    return packObject(value, [...outer, value]);
  }

  function packObject(value: object, path: readonly unknown[]): Packed {
    if (value instanceof Promise) return packPromise(value);
    if (value instanceof Error) return packError(value);
    if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => pack(item, path)) };
    if (Object.prototype.toString.call(value) === '[object Object]')
      return {
        kind: 'object',
        fields: Object.entries(value).map(([key, field]) => [key, pack(field, path)]),
      };
    // Chromium itself turns what it cannot clone into null, silently.
    structuredClone(value);
    return { kind: 'value', value };
  }

  function proxyOf(id: number): (...args: unknown[]) => unknown {
    return (...args) => {
      say({ call: { id, args: args.map((arg) => pack(arg)) } });
      const reply = lastReply;
      lastReply = undefined;
      if (!reply) throw new Error('the other side is gone');
      if (reply.threw) throw unpack(reply.value);
      return unpack(reply.value);
    };
  }

  function unpack(packed: Packed, freeze = false): unknown {
    const done = <T>(value: T) => (freeze ? Object.freeze(value) : value);
    switch (packed.kind) {
      case 'value':
        return packed.value;
      case 'array':
        return done(packed.items.map((item) => unpack(item, freeze)));
      case 'object':
        // Object.fromEntries makes `__proto__` a field like any other.
        return done(Object.fromEntries(packed.fields.map(([key, field]) => [key, unpack(field, freeze)])));
      case 'error':
        return new Error(packed.message);
      case 'function':
        return done(proxyOf(packed.id));
      case 'promise':
        return new Promise((resolve, reject) => waiting.set(packed.id, { resolve, reject }));
    }
  }

  return { pack, unpack };
}

import { EventEmitter } from 'node:events';

/** What an API object has to have of `T`: anything, with the type that it has there. */
type Served<T> = Partial<Omit<T, keyof NodeJS.EventEmitter>>;

/** What the language and its tools ask of any object, without meaning Electron's API. */
const askedOfAnyObject: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', 'asymmetricMatch']);

/** Ends the call, and where nobody catches it the process: nothing that is missing passes silently. */
export function notServed(name: string): never {
  throw new Error(`not served by the stand-in: ${name}`);
}

/** Shows an implementation as Electron's object; members that it lacks throw when they are read. */
export function serving<T extends object>(name: string, served: Served<T>): T {
  const shown: unknown = new Proxy(served, {
    get(target, property, receiver): unknown {
      if (property in target || typeof property === 'symbol' || askedOfAnyObject.has(property))
        return Reflect.get(target, property, receiver);
      return notServed(`${name}.${property}`);
    },
  });
  return shown as T;
}

/** Refuses fields of an options object that nothing here acts upon. */
export function refuseOtherFields(name: string, given: object, known: readonly string[]): void {
  for (const field of Object.keys(given)) if (!known.includes(field)) notServed(`${name}.${field}`);
}

type Listener = Parameters<EventEmitter['on']>[1];

/** An emitter that refuses listeners for events which it would never tell of. */
export class ServedEmitter extends EventEmitter {
  private readonly ownName: string;
  private readonly servedEvents: ReadonlySet<string | symbol>;

  constructor(name: string, events: readonly string[]) {
    super();
    this.ownName = name;
    this.servedEvents = new Set([...events, 'newListener', 'removeListener']);
  }

  override on(event: string | symbol, listener: Listener): this {
    this.assertServed(event);
    return super.on(event, listener);
  }

  override once(event: string | symbol, listener: Listener): this {
    this.assertServed(event);
    return super.once(event, listener);
  }

  override addListener(event: string | symbol, listener: Listener): this {
    return this.on(event, listener);
  }

  override prependListener(event: string | symbol, listener: Listener): this {
    this.assertServed(event);
    return super.prependListener(event, listener);
  }

  private assertServed(event: string | symbol): void {
    if (!this.servedEvents.has(event)) notServed(`${this.ownName}.on('${String(event)}')`);
  }
}

/** An event as Electron hands it to listeners. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventableEvent<Fields extends object>(fields: Fields): Fields & PreventableEvent {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}

import type { ContextBridge, IpcRenderer } from 'electron';
import type { Wire } from '../wire.ts';
import type { makeCrossing } from './crossing.ts';
import type { Handover } from './main-world.ts';

/** What the main process says to a page. */
export type ToPage =
  | { readonly kind: 'event'; readonly channel: string; readonly args: readonly ReturnType<Wire['encode']>[] }
  | {
      readonly kind: 'reply';
      readonly id: number;
      readonly failed: boolean;
      readonly value: ReturnType<Wire['encode']>;
    };

/** What a page says to the main process. */
export type FromPage =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly ReturnType<Wire['encode']>[] }
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly ReturnType<Wire['encode']>[];
    }
  | { readonly kind: 'navigate'; readonly url: string }
  | { readonly kind: 'open'; readonly url: string; readonly disposition: 'foreground-tab' | 'background-tab' }
  | { readonly kind: 'preload-error'; readonly message: string };

export interface IsolatedWorldOptions {
  readonly secretEvent: string;
  readonly bindingName: string;
  readonly receiverName: string;
  readonly platform: string;
}

/** Runs the preload. */
type Preload = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: object,
) => void;

/**
 * The preload's world: the same document as the page's, other JavaScript. Only here is the binding to the
 * main process. Stands alone, without anything from outside: its text is run inside the page.
 */
export function enterIsolatedWorld(
  wire: Wire,
  cross: typeof makeCrossing,
  options: IsolatedWorldOptions,
  preload: Preload | undefined,
): void {
  if (window.top !== window) return;
  const binding = Reflect.get(globalThis, options.bindingName) as (message: string) => void;
  const say = (message: FromPage) => binding(JSON.stringify(message));
  const calls = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  const listeners = new Map<string, ((...args: unknown[]) => void)[]>();
  let lastCall = 0;

  function serving(name: string, served: object): object {
    return new Proxy(served, {
      get(target, property, receiver): unknown {
        if (property in target || typeof property === 'symbol')
          return Reflect.get(target, property, receiver);
        throw new Error(`not served by the stand-in: ${name}.${property}`);
      },
    });
  }

  function remove(channel: string, listener: unknown): void {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter(
        (other) => other !== listener && Reflect.get(other, 'listener') !== listener,
      ),
    );
  }

  type Listener = Parameters<IpcRenderer['on']>[1];
  const served = {
    invoke: (channel: string, ...args: unknown[]) => {
      const id = (lastCall += 1);
      say({ kind: 'invoke', id, channel, args: args.map(wire.encode) });
      return new Promise((resolve, reject) => calls.set(id, { resolve, reject }));
    },
    send: (channel: string, ...args: unknown[]) => {
      say({ kind: 'send', channel, args: args.map(wire.encode) });
    },
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener as (...args: unknown[]) => void]);
      return ipcRenderer;
    },
    once: (channel: string, listener: Listener) => {
      const once = (...args: Parameters<Listener>) => {
        remove(channel, once);
        listener(...args);
      };
      return served.on(channel, Object.assign(once, { listener }));
    },
    off: (channel: string, listener: unknown) => {
      remove(channel, listener);
      return ipcRenderer;
    },
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };
  const { on: addListener, off: removeListener } = served;
  const aliases = { addListener, removeListener };
  const ipcRenderer = serving('ipcRenderer', Object.assign(served, aliases)) as IpcRenderer;

  /** Chromium tells nobody a file's path: a test names the file that it makes by its whole path instead. */
  const webUtils = serving('webUtils', {
    getPathForFile: (file: File) => (file.name.startsWith('/') ? file.name : ''),
  });

  const channel = new MessageChannel();
  const crossing = cross(channel.port1, 'preload');
  let ports: MessagePort[] = [channel.port1];
  let isOver = false;
  function handOver(data: Handover): void {
    dispatchEvent(new MessageEvent(options.secretEvent, { data, ports }));
    ports = [];
  }
  const contextBridge = serving('contextBridge', {
    exposeInMainWorld(name, api) {
      if (isOver) throw new Error('not served by the stand-in: exposeInMainWorld after the preload has run');
      if (name in window)
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      handOver({ name, api: crossing.pack(api) });
    },
  } satisfies Partial<ContextBridge>);

  Object.defineProperty(globalThis, options.receiverName, {
    value(message: ToPage) {
      if (message.kind === 'event') {
        const event = { sender: ipcRenderer, ports: [] };
        for (const listener of [...(listeners.get(message.channel) ?? [])])
          listener(event, ...message.args.map(wire.decode));
        return;
      }
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.failed) call?.reject(wire.decode(message.value));
      else call?.resolve(wire.decode(message.value));
    },
  });

  watchWaysOut();
  runPreload();

  function runPreload(): void {
    const electron = serving('electron', { ipcRenderer, contextBridge, webUtils });
    const require = (id: string) => {
      if (id === 'electron' || id === 'electron/renderer') return electron;
      throw new Error(`module not found: ${id}`);
    };
    const { platform } = options;
    const process = serving('process', {
      platform,
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
    });
    const module = { exports: {} };
    try {
      preload?.(require, module, module.exports, process);
    } catch (error) {
      say({
        kind: 'preload-error',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    } finally {
      handOver({});
      isOver = true;
    }
  }

  /** Ways to leave or to open something that cause no request which the main process could hold up. */
  function watchWaysOut(): void {
    const isRequest = (url: string) => /^(https?|file):/i.test(url);
    navigation.addEventListener('navigate', (event) => {
      const { url, sameDocument } = event.destination;
      if (sameDocument || !event.cancelable || event.navigationType === 'traverse' || isRequest(url)) return;
      event.preventDefault();
      say({ kind: 'navigate', url });
    });
    const openElsewhere = (event: MouseEvent) => {
      const link = event
        .composedPath()
        .find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement);
      const isModified = event.button === 1 || event.ctrlKey || event.shiftKey || event.metaKey;
      if (!link?.hasAttribute('href') || !isModified || event.button > 1) return;
      event.preventDefault();
      say({
        kind: 'open',
        url: link.href,
        disposition: event.shiftKey ? 'foreground-tab' : 'background-tab',
      });
    };
    addEventListener('click', openElsewhere, { capture: true });
    addEventListener('auxclick', openElsewhere, { capture: true });
    // As `navigateOnDragDrop: false` has it. Pages that want the drop have cancelled it by then.
    for (const type of ['dragover', 'drop'] as const)
      addEventListener(type, (event) => event.preventDefault());
  }
}

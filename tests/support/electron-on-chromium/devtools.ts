import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Commands, Events } from './devtools-protocol.ts';

interface Waiting {
  readonly sessionId: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** A command that Chromium refused, or did not answer before the page or the whole of it was gone. */
export class DevToolsError extends Error {}

/** Speaks Chromium's DevTools protocol over the two pipes of `--remote-debugging-pipe`. */
export class DevTools {
  readonly root: DevToolsSession;
  private readonly input: Writable;
  private readonly waiting = new Map<number, Waiting>();
  private readonly events = new EventEmitter();
  private unread = '';
  private lastId = 0;
  private isOver = false;

  constructor(input: Writable, output: Readable) {
    this.input = input;
    this.root = new DevToolsSession(this, '');
    this.events.setMaxListeners(0);
    // Chromium may go before it has read everything; what waits for an answer learns of it below.
    input.on('error', () => undefined);
    output.setEncoding('utf8');
    output.on('data', (text: string) => this.read(text));
    output.on('close', () => {
      this.isOver = true;
      this.giveUp(() => true);
    });
    this.root.on('Target.detachedFromTarget', ({ sessionId }) => {
      this.giveUp((waiting) => waiting.sessionId === sessionId);
    });
  }

  session(sessionId: string): DevToolsSession {
    return new DevToolsSession(this, sessionId);
  }

  send(method: string, params: unknown, sessionId: string): Promise<unknown> {
    if (this.isOver) return Promise.reject(new DevToolsError('Chromium has ended'));
    const id = (this.lastId += 1);
    const target = sessionId === '' ? {} : { sessionId };
    this.input.write(`${JSON.stringify({ id, method, params, ...target })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { sessionId, resolve, reject });
    });
  }

  on(sessionId: string, event: string, listener: (params: never) => void): void {
    this.events.on(`${event}@${sessionId}`, listener as (params: unknown) => void);
  }

  private read(text: string): void {
    const messages = (this.unread + text).split('\0');
    this.unread = messages.pop() ?? '';
    for (const message of messages) this.take(JSON.parse(message) as Message);
  }

  private take({ id, method, params, result, error, sessionId = '' }: Message): void {
    if (id === undefined) {
      this.events.emit(`${method ?? ''}@${sessionId}`, params);
      return;
    }
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(new DevToolsError(error.message));
    else waiting?.resolve(result);
  }

  private giveUp(isLost: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.waiting) {
      if (!isLost(waiting)) continue;
      this.waiting.delete(id);
      waiting.reject(new DevToolsError('the page is gone'));
    }
  }
}

/** The protocol's view of one page, or of the browser. */
export class DevToolsSession {
  private readonly devtools: DevTools;
  private readonly sessionId: string;

  constructor(devtools: DevTools, sessionId: string) {
    this.devtools = devtools;
    this.sessionId = sessionId;
  }

  /** Rejects with a `DevToolsError`. */
  send<M extends keyof Commands>(method: M, params: Commands[M][0]): Promise<Commands[M][1]> {
    return this.devtools.send(method, params, this.sessionId) as Promise<Commands[M][1]>;
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void {
    this.devtools.on(this.sessionId, event, listener);
  }
}

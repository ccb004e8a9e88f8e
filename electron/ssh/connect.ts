import type { Socket } from 'node:net';
import ssh2, { type AuthHandlerMiddleware, type Client, type ConnectConfig } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import { hostKeyAlgorithms } from './algorithms.ts';
import { connectionError, mismatchOf, type Phase } from './connection-errors.ts';
import type { NextMethod } from './credentials.ts';
import { describeHostKey } from './host-key.ts';
import {
  algorithmsRefused,
  hasStrictKeyExchange,
  watchOffer,
  type OfferReader,
  type OfferState,
  type ServerOffer,
} from './server-offer.ts';
import type { HostKey, ServerTimeouts } from './target.ts';
import { openSocket } from './tcp.ts';

/** Three unanswered, ten seconds apart: a dead peer is noticed 40 s after its last answer. */
export const keepalive = { keepaliveInterval: 10_000, keepaliveCountMax: 3 } as const;
/** From the TCP connection to the end of the logon, at most. */
export const readyTimeoutMs = 20_000;

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Keys of these types are asked for first. */
  readonly wantedHostKeys: readonly Pick<HostKey, 'type'>[];
  /** Called before anything of the user is sent; what it returns refuses the key. */
  readonly refuseHostKey: (shown: HostKey) => AppError | undefined;
  readonly nextMethod: NextMethod;
  /** What a refused credential is called. */
  readonly refusal: AppError;
  /** Ends the connection at any time, also after the logon. */
  readonly signal: AbortSignal;
  readonly timeouts?: ServerTimeouts | undefined;
}

/** Opens a connection and logs on. Errors as for `OpenSession`. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { host, port, signal, timeouts } = options;
  const socket = await openSocket(host, port, signal, timeouts?.connectMs);
  const connection = new Connection(socket, options);
  try {
    await connection.ready;
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** One connection, from its TCP socket to its end. The only place that makes an ssh2 client. */
export class Connection {
  readonly client: Client = new ssh2.Client();
  /** Resolves when logged on. */
  readonly ready: Promise<void>;
  /** Rejects when the connection ends, with the reason; never resolves. */
  readonly lost: Promise<never>;
  #hostKey: HostKey | undefined;
  readonly #socket: Socket;
  readonly #options: ConnectOptions;
  readonly #offer: OfferReader;
  readonly #closed: Promise<void>;
  #phase: Phase = 'handshake';
  #fail: (error: AppError) => void = () => undefined;

  constructor(socket: Socket, options: ConnectOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#offer = watchOffer(socket, (state) => this.#judgeOffer(state));
    this.lost = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.lost.catch(() => undefined);
    this.#closed = new Promise((resolve) => socket.once('close', () => resolve()));
    this.ready = Promise.race([this.#start(), this.lost]);
  }

  /** The key that was trusted; only after `ready`. */
  get hostKey(): HostKey {
    if (this.#hostKey === undefined) throw new AppError('server-protocol', this.#address);
    return this.#hostKey;
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? '';
  }

  /** How the server's SSH software calls itself, such as `OpenSSH_9.2p1`. */
  get software(): string {
    return this.#serverOffer?.software ?? '';
  }

  /** Ends the connection politely, or after a second not so. */
  async close(): Promise<void> {
    this.client.end();
    const timer = setTimeout(() => this.#socket.destroy(), 1000);
    await this.#closed;
    clearTimeout(timer);
  }

  get #serverOffer(): ServerOffer | undefined {
    return this.#offer.state.kind === 'complete' ? this.#offer.state.offer : undefined;
  }

  #start(): Promise<void> {
    this.#watchEnd();
    return new Promise((resolve) => {
      this.client.on('handshake', () => {
        if (this.#phase === 'handshake') this.#phase = 'logon';
      });
      this.client.once('ready', () => {
        this.#phase = 'open';
        resolve();
      });
      this.client.connect(this.#config());
    });
  }

  #config(): ConnectConfig {
    const { user, wantedHostKeys, nextMethod, timeouts } = this.#options;
    const authHandler: AuthHandlerMiddleware = (accepted, _partial, next) => {
      // ssh2 takes `false` for "nothing more to offer"; its types leave that out.
      next(nextMethod(accepted) as Parameters<typeof next>[0]);
    };
    return {
      ...keepalive,
      sock: this.#socket,
      username: user,
      readyTimeout: Math.min(timeouts?.logonMs ?? readyTimeoutMs, readyTimeoutMs),
      hostVerifier: (blob: Buffer) => this.#trusts(blob),
      algorithms: { serverHostKey: hostKeyAlgorithms(wantedHostKeys) },
      authHandler,
      agentForward: false,
    };
  }

  #trusts(blob: Buffer): boolean {
    try {
      const shown = describeHostKey(blob);
      const refusal = this.#options.refuseHostKey(shown);
      if (refusal === undefined) this.#hostKey = shown;
      else this.#end(refusal);
      return refusal === undefined;
    } catch (error) {
      this.#end(new AppError('server-protocol', this.#address, { cause: error }));
      return false;
    }
  }

  #judgeOffer(state: OfferState): void {
    if (state.kind === 'malformed') this.#end(new AppError('server-protocol', this.#address));
    if (state.kind === 'complete' && !hasStrictKeyExchange(state.offer))
      this.#end(algorithmsRefused(this.#address, 'strictKeyExchange', state.offer));
  }

  /** The listeners stay for the connection's whole life: errors can come after the first one. */
  #watchEnd(): void {
    const { signal } = this.#options;
    const onAbort = (): void => this.#end(new AppError('cancelled'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    this.client.on('error', (error: Error) => this.#fail(this.#explain(error)));
    this.client.on('change password', () => this.#end(this.#refused({ reason: 'password-expired' })));
    this.#socket.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      this.#fail(this.#lostNow());
    });
  }

  #end(error: AppError): void {
    this.#fail(error);
    this.#socket.destroy();
  }

  #explain(error: Error): AppError {
    const mismatch = mismatchOf(error);
    if (mismatch !== undefined) return algorithmsRefused(this.#address, mismatch, this.#serverOffer);
    if (isGoneBeforeGreeting(this.#offer, this.#socket)) return this.#lostNow();
    const explained = connectionError(error, this.#phase, this.#address);
    if (explained.code === 'server-connection-lost') return this.#lostNow(error);
    return explained.code === 'logon-refused' ? this.#refused() : explained;
  }

  /** Says when it was before the server has said who it is: then it may just be busy. */
  #lostNow(cause?: Error): AppError {
    const facts = hasGreeted(this.#offer) ? {} : { reason: 'no-greeting' };
    return new AppError('server-connection-lost', { ...this.#address, ...facts }, { cause });
  }

  #refused(details = {}): AppError {
    const { code, details: facts } = this.#options.refusal;
    return new AppError(code, { ...this.#address, ...facts, ...details });
  }

  get #address() {
    return { host: this.#options.host, port: this.#options.port };
  }
}

/** A peer that hangs up without a word (too many connections, a guard before it) breaks no protocol. */
function isGoneBeforeGreeting(offer: OfferReader, socket: Socket): boolean {
  return !hasGreeted(offer) && socket.readableEnded;
}

function hasGreeted({ state }: OfferReader): boolean {
  return state.kind !== 'incomplete' || state.identified;
}

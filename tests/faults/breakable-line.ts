import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type State = 'whole' | 'silent' | 'cut';

/** A TCP line between the application and a server that can be cut, or go silent, and be mended. */
export class BreakableLine {
  readonly host = '127.0.0.1';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: State = 'whole';

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(address: { readonly host: string; readonly port: number }): Promise<BreakableLine> {
    const server = createServer({ noDelay: true });
    const line = new BreakableLine(server);
    server.on('connection', (near) => line.#carry(near, address));
    await new Promise<void>((resolve) => server.listen(0, line.host, resolve));
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resets what is open; whoever comes later is reset as well, as by a firewall that rejects. */
  cut(): void {
    this.#state = 'cut';
    this.#reset();
  }

  /** Carries nothing any more, and tells nobody. */
  silence(): void {
    this.#state = 'silent';
    for (const socket of this.#sockets) socket.pause();
  }

  /** Works again. What was open while it did not is lost. */
  mend(): void {
    if (this.#state === 'silent') this.#reset();
    this.#state = 'whole';
  }

  async close(): Promise<void> {
    this.#reset();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(near: Socket, { host, port }: { readonly host: string; readonly port: number }): void {
    near.on('error', () => undefined);
    if (this.#state === 'cut') {
      near.resetAndDestroy();
      return;
    }
    this.#keep(near);
    if (this.#state === 'silent') {
      near.pause();
      return;
    }
    const far = connect({ host, port, noDelay: true });
    this.#keep(far);
    far.on('error', () => near.resetAndDestroy());
    near.pipe(far);
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

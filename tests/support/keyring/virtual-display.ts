import { connect, type Socket } from 'node:net';
import { ThrowAwayProcess } from './throw-away-process.ts';
import { fakeInput, isVisible, keycodeOf, queryWindows, queryXtest, sayHello } from './x11.ts';

/** An X server without a screen, and a keyboard to type on. */
export class VirtualDisplay {
  readonly name: string;
  readonly #process: ThrowAwayProcess;

  private constructor(name: string, process: ThrowAwayProcess) {
    this.name = name;
    this.#process = process;
  }

  static async start(): Promise<VirtualDisplay> {
    const args = ['-displayfd', '1', '-nolisten', 'tcp', '-screen', '0', '800x600x24'];
    const process = new ThrowAwayProcess('Xvfb', args, globalThis.process.env);
    return new VirtualDisplay(`:${await process.firstLine()}`, process);
  }

  /** Presses the keys one after the other, as a user would: letters, `Enter`, `Escape`. */
  press(keys: readonly string[]): Promise<void> {
    return this.#converse(async (socket) => {
      const opcode = await queryXtest(socket);
      for (const code of keys.map(keycodeOf))
        socket.write(Buffer.concat([fakeInput(opcode, 2, code), fakeInput(opcode, 3, code)]));
      // A last question: its reply says that everything before it has been done.
      await queryXtest(socket);
    });
  }

  /** The numbers of the windows that can be seen. */
  visibleWindows(): Promise<number[]> {
    return this.#converse(async (socket, root) => {
      const visible: number[] = [];
      for (const window of await queryWindows(socket, root))
        if (await isVisible(socket, window)) visible.push(window);
      return visible;
    });
  }

  async #converse<T>(talk: (socket: Socket, root: number) => Promise<T>): Promise<T> {
    const socket = connect(`/tmp/.X11-unix/X${this.name.slice(1)}`);
    try {
      return await talk(socket, await sayHello(socket));
    } finally {
      socket.destroy();
    }
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}

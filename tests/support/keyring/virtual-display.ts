import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ThrowAwayProcess } from './throw-away-process.ts';

/** Keycodes of the US layout that Xvfb starts with. */
const rows: readonly (readonly [string, number])[] = [
  ['qwertyuiop', 24],
  ['asdfghjkl', 38],
  ['zxcvbnm', 52],
];
const named: Readonly<Record<string, number>> = { Enter: 36, Escape: 9 };

export function keycodeOf(key: string): number {
  const row = rows.find(([keys]) => key.length === 1 && keys.includes(key));
  const code = row ? row[1] + row[0].indexOf(key) : named[key];
  if (code === undefined) throw new Error(`no such key: ${key}`);
  return code;
}

/** Reads a whole message, whose length can be told from its first 8 bytes. */
async function readMessage(socket: Socket, lengthOf: (head: Buffer) => number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < 8 || bytes.length < lengthOf(bytes)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes;
}

async function sayHello(socket: Socket): Promise<void> {
  const hello = Buffer.alloc(12);
  hello.write('l');
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  const setup = await readMessage(socket, (head) => 8 + 4 * head.readUInt16LE(6));
  if (setup[0] !== 1) throw new Error('the display refused the connection');
}

/** X11's QueryExtension (core protocol, request 98): the major opcode of XTEST. */
async function queryXtest(socket: Socket): Promise<number> {
  const name = Buffer.from('XTEST\0\0\0');
  const request = Buffer.alloc(8);
  request.writeUInt8(98, 0);
  request.writeUInt16LE(4, 2);
  request.writeUInt16LE(5, 4);
  socket.write(Buffer.concat([request, name]));
  return (await readMessage(socket, () => 32)).readUInt8(9);
}

/** XTEST's FakeInput (request 2): `type` 2 presses the key, 3 lets it go. */
function fakeInput(opcode: number, type: 2 | 3, keycode: number): Buffer {
  const request = Buffer.alloc(36);
  request.writeUInt8(opcode, 0);
  request.writeUInt8(2, 1);
  request.writeUInt16LE(9, 2);
  request.writeUInt8(type, 4);
  request.writeUInt8(keycode, 5);
  return request;
}

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
  async press(keys: readonly string[]): Promise<void> {
    const socket = connect(`/tmp/.X11-unix/X${this.name.slice(1)}`);
    try {
      await sayHello(socket);
      const opcode = await queryXtest(socket);
      for (const code of keys.map(keycodeOf))
        socket.write(Buffer.concat([fakeInput(opcode, 2, code), fakeInput(opcode, 3, code)]));
      // A last question: its reply says that everything before it has been done.
      await queryXtest(socket);
    } finally {
      socket.destroy();
    }
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}

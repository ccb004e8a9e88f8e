import { once } from 'node:events';
import type { Socket } from 'node:net';

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

/** Returns the window that is the whole screen. */
export async function sayHello(socket: Socket): Promise<number> {
  const hello = Buffer.alloc(12);
  hello.write('l');
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  const setup = await readMessage(socket, (head) => 8 + 4 * head.readUInt16LE(6));
  if (setup[0] !== 1) throw new Error('the display refused the connection');
  // The screen follows the fixed part (40 bytes), the vendor's name (padded) and the pixmap formats.
  return setup.readUInt32LE(40 + 4 * Math.ceil(setup.readUInt16LE(24) / 4) + 8 * setup.readUInt8(29));
}

/** X11's QueryExtension (core protocol, request 98): the major opcode of XTEST. */
export async function queryXtest(socket: Socket): Promise<number> {
  const name = Buffer.from('XTEST\0\0\0');
  const request = Buffer.alloc(8);
  request.writeUInt8(98, 0);
  request.writeUInt16LE(4, 2);
  request.writeUInt16LE(5, 4);
  socket.write(Buffer.concat([request, name]));
  return (await readMessage(socket, () => 32)).readUInt8(9);
}

/** X11's QueryTree (request 15): the windows right on the screen `root`. */
export async function queryWindows(socket: Socket, root: number): Promise<number[]> {
  socket.write(windowRequest(15, root));
  const tree = await readMessage(socket, (head) => 32 + 4 * head.readUInt32LE(4));
  return Array.from({ length: tree.readUInt16LE(16) }, (_, index) => tree.readUInt32LE(32 + 4 * index));
}

/** X11's GetWindowAttributes (request 3); a window that has gone in the meantime is an error of 32 bytes. */
export async function isVisible(socket: Socket, window: number): Promise<boolean> {
  socket.write(windowRequest(3, window));
  const attributes = await readMessage(socket, (head) => (head[0] === 1 ? 44 : 32));
  return attributes[0] === 1 && attributes[26] === 2;
}

function windowRequest(opcode: number, window: number): Buffer {
  const request = Buffer.alloc(8);
  request.writeUInt8(opcode, 0);
  request.writeUInt16LE(2, 2);
  request.writeUInt32LE(window, 4);
  return request;
}

/** XTEST's FakeInput (request 2): `type` 2 presses the key, 3 lets it go. */
export function fakeInput(opcode: number, type: 2 | 3, keycode: number): Buffer {
  const request = Buffer.alloc(36);
  request.writeUInt8(opcode, 0);
  request.writeUInt8(2, 1);
  request.writeUInt16LE(9, 2);
  request.writeUInt8(type, 4);
  request.writeUInt8(keycode, 5);
  return request;
}

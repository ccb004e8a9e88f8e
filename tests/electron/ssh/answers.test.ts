import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answersAsSsh } from '../../../electron/ssh/answers.ts';

/** Starts a server that greets so, and gives its port. */
async function listen(greet: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    greet(socket);
  });
  running.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const running: (() => unknown)[] = [];
afterEach(() => running.splice(0).forEach((stop) => stop()));

const asks = (port: number, signal = new AbortController().signal) => answersAsSsh('127.0.0.1', port, signal);

describe('a server that is asked whether it answers', () => {
  it.each<[string, readonly string[], boolean]>([
    ['its name at once', ['SSH-2.0-OpenSSH_10.0\r\n'], true],
    ['lines before its name', ['Authorized use only\r\n\r\nSSH-2.0-x\r\n'], true],
    ['its name in many pieces', ['Wel', 'come\r', '\nS', 'S', 'H-2.0-x\r\n'], true],
    ['nothing', [], false],
    ['the greeting of a mail server', ['220 mail ESMTP\r\n'], false],
    ['its name too late', ['x\r\n'.repeat(4000), 'SSH-2.0-x\r\n'], false],
  ])('sends %s', async (_what, pieces, answers) => {
    const port = await listen((socket) => {
      socket.setNoDelay();
      for (const piece of pieces) socket.write(piece);
      socket.end();
    });
    expect(await asks(port)).toBe(answers);
  });

  it('does not, where nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await asks(port)).toBe(false);
  });

  it('T4: does not, when it says nothing until the patience ends, and is let go', async () => {
    let left: Promise<unknown> = Promise.resolve();
    const port = await listen((socket) => {
      left = once(socket.resume(), 'close');
    });
    expect(await asks(port, AbortSignal.timeout(300))).toBe(false);
    await left;
  });

  it('T4: does not, when it sends no end of lines', async () => {
    const port = await listen((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write('x\r\n'.repeat(300)));
      };
      socket.on('drain', more);
      more();
    });
    expect(await asks(port)).toBe(false);
  });
});

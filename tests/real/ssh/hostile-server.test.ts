import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthContext, ServerChannel } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/ssh/open-session.ts';
import {
  playShell,
  speakBytes,
  speakSsh,
  startHostileServer,
  type HostileStages,
} from '../../support/sshd/hostile-server.ts';
import { errorOf } from '../../support/sshd/target.ts';

const name = Buffer.from('SSH-2.0-Hostile_1.0\r\n');
const packetOfNoise = Buffer.concat([Buffer.from([0, 0, 0, 12, 4, 99]), Buffer.alloc(10)]);
const noise = Buffer.alloc(300_000, 0xaa);
const megabyte = Buffer.alloc(1024 * 1024, 'banner line\n');

/** Writes without end, as fast as the other side takes it. */
function flood(stream: NodeJS.WritableStream, limitMegabytes: number): void {
  let left = limitMegabytes;
  const more = (): void => {
    while (left-- > 0 && stream.write(megabyte));
    if (left > 0) stream.once('drain', more);
  };
  more();
}

/** What logging on to such a server and running one script ends with, how long it took, and what it left behind. */
async function meet(onSocket: (socket: Socket) => void) {
  const server = await startHostileServer(onSocket);
  const [started, memory] = [Date.now(), process.memoryUsage.rss()];
  const error = await errorOf(
    openSession(server.target, new AbortController().signal).then(async (session) => {
      const run = session.run('true', { timeoutMs: 3000, maxBytes: 1_000_000 });
      await run.finally(() => session.close());
    }),
  );
  const ms = Date.now() - started;
  const megabytes = (process.memoryUsage.rss() - memory) / 1024 / 1024;
  for (let i = 0; i < 100 && server.openSockets() > 0; i++) await sleep(20);
  const openSockets = server.openSockets();
  await server.stop();
  return { ...error, ms, megabytes, openSockets };
}

async function expectTypedEnd(onSocket: (socket: Socket) => void, code: string): Promise<void> {
  const end = await meet(onSocket);
  expect(end.code).toBe(code);
  expect(end.ms).toBeLessThan(15_000);
  expect(end.openSockets).toBe(0);
  expect(end.megabytes).toBeLessThan(300);
}

/** Answers the question that begins every session, and turns hostile at the script that follows. */
function atScript(turn: (channel: ServerChannel, socket: Socket, mark: string) => void): HostileStages {
  return {
    onExec: (channel, socket, command) => {
      playShell(channel, command, (mark, index) => {
        if (index > 0) {
          turn(channel, socket, mark);
          return;
        }
        channel.write(`Linux\n0\n127.0.0.1 40000 127.0.0.1 22\n/root\n\n${mark} 0\n`);
        channel.stderr.write(`\n${mark} 0\n`);
      });
    },
  };
}

/** Refuses a password, and then asks the next question whatever is answered. */
function askOn(context: AuthContext): void {
  if (context.method !== 'keyboard-interactive') {
    context.reject(['keyboard-interactive']);
    return;
  }
  const ask = (): void => context.prompt([{ prompt: 'And now?', echo: false }], ask);
  ask();
}

describe.concurrent('T4: a typed error, in time, with its socket closed, for a server that', () => {
  it.each<readonly [string, string, (socket: Socket) => void]>([
    ['resets at once', 'server-connection-lost', (socket) => socket.resetAndDestroy()],
    ['hangs up at once', 'server-connection-lost', (socket) => socket.end()],
    ['hangs up with a line', 'server-connection-lost', (socket) => socket.end('Exceeded MaxStartups\r\n')],
    ['is a web server', 'server-connection-lost', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['speaks SSH 1', 'server-protocol', (socket) => socket.write('SSH-1.5-old\r\n')],
    ['sends a banner of 10 MB', 'server-protocol', (socket) => flood(socket, 10)],
    ['sends a line of 10 MB', 'server-protocol', (socket) => socket.write(Buffer.alloc(10e6, 'x'))],
    [
      'sends an impossible packet length',
      'server-protocol',
      (socket) => socket.write(Buffer.concat([name, Buffer.alloc(64, 0xff)])),
    ],
    [
      'sends a first packet of noise',
      'server-protocol',
      (socket) => socket.write(Buffer.concat([name, packetOfNoise])),
    ],
    [
      'resets in the key exchange',
      'server-connection-lost',
      (socket) => {
        socket.write(name);
        socket.once('data', () => setTimeout(() => socket.resetAndDestroy(), 20));
      },
    ],
    [
      'resets after its name',
      'server-connection-lost',
      (socket) => socket.write(name, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    ],
    ['hangs up after its name', 'server-connection-lost', (socket) => socket.end(name)],
  ])('%s: %s', async (_what, code, say) => {
    await expectTypedEnd(speakBytes(say), code);
  });

  it.each<readonly [string, string, HostileStages]>([
    [
      'resets at the logon',
      'server-connection-lost',
      { onAuthentication: (socket) => socket.resetAndDestroy() },
    ],
    ['hangs up at the logon', 'server-connection-lost', { onAuthentication: (socket) => socket.end() }],
    ['sends a text of 10 MB before the logon', 'server-protocol', { banner: 'x'.repeat(10e6) }],
    ['sends noise at the logon', 'server-protocol', { onAuthentication: (socket) => socket.write(noise) }],
    ['resets at a channel', 'server-connection-lost', { onSession: (socket) => socket.resetAndDestroy() }],
    ['hangs up at a channel', 'server-connection-lost', { onSession: (socket) => socket.end() }],
    ['resets at a command', 'server-connection-lost', { onExec: (_, socket) => socket.resetAndDestroy() }],
    ['closes without a code', 'server-connection-lost', { onExec: (channel) => channel.end() }],
    [
      'says nothing and ends well',
      'server-no-shell',
      { onExec: (channel) => (channel.exit(0), channel.end()) },
    ],
    ['never stops writing', 'server-protocol', atScript((channel) => flood(channel, 1000))],
    ['never stops writing errors', 'server-protocol', atScript((channel) => flood(channel.stderr, 1000))],
    [
      'dies of a signal',
      'server-connection-lost',
      atScript((channel) => (channel.exit('SEGV', false, 'words'), channel.end())),
    ],
    ['never ends a script', 'server-timeout', atScript(() => undefined)],
    [
      'says two exit codes of a script',
      'server-timeout',
      atScript((channel, _, mark) => (channel.write(`\n${mark} 0\n`), channel.stderr.write(`\n${mark} 1\n`))),
    ],
    [
      'says an exit code that is none',
      'server-protocol',
      atScript((channel, _, mark) => (channel.write(`\n${mark} x\n`), channel.stderr.write(`\n${mark} x\n`))),
    ],
    [
      'ends its shell in a script',
      'server-connection-lost',
      atScript((channel) => (channel.exit(0), channel.end())),
    ],
    ['resets in a script', 'server-connection-lost', atScript((_, socket) => socket.resetAndDestroy())],
    ['sends noise in a script', 'server-protocol', atScript((_, socket) => socket.write(noise))],
  ])('%s: %s', async (_what, code, stages) => {
    await expectTypedEnd((socket) => speakSsh(socket, stages), code);
  });
});

describe.concurrent('T5: an end within 20 s for a server that', () => {
  it.each<readonly [string, (socket: Socket) => void]>([
    ['is silent after the connection', speakBytes(() => undefined)],
    ['is silent after its name', speakBytes((socket) => socket.write(name))],
    ['is silent at the logon', (socket) => speakSsh(socket, { onAuthentication: () => undefined })],
    [
      'asks questions without end',
      (socket) => speakSsh(socket, { onAuthentication: (_socket, context) => askOn(context) }),
    ],
    [
      'sends only text before its name, slowly',
      speakBytes((socket) => {
        const timer = setInterval(() => socket.write('wait\r\n'), 500);
        socket.on('close', () => clearInterval(timer));
      }),
    ],
  ])('%s', async (_what, onSocket) => {
    const { code, ms, openSockets } = await meet(onSocket);
    expect(code).toBe('server-timeout');
    // The rest is what a busy machine adds.
    expect(ms).toBeLessThan(26_000);
    expect(openSockets).toBe(0);
  });
});

import { createServer, type AddressInfo, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import type { ServerTarget } from '../../../electron/ssh/target.ts';

export interface HostileServer {
  readonly target: ServerTarget;
  /** Connections that are still open. */
  openSockets(): number;
  stop(): Promise<void>;
}

/** A TCP server that does with each connection what a test says. */
export async function startHostileServer(onSocket: (socket: Socket) => void): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    target: {
      ...{ host: '127.0.0.1', port, user: 'root' },
      credentials: [{ kind: 'password', password: 'secret' }],
      knownHostKeys: [hostKey.known],
    },
    openSockets: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hostKey = makeHostKey();

function makeHostKey() {
  const pair = ssh2.utils.generateKeyPairSync('ed25519');
  const [type = '', blob = ''] = pair.public.split(' ');
  return { privateKey: pair.private, known: { type, blob } };
}

export interface HostileStages {
  /** Sent before the logon (RFC 4252 section 5.4). */
  readonly banner?: string;
  readonly onAuthentication?: (socket: Socket, context: AuthContext) => void;
  readonly onSession?: (socket: Socket) => void;
  readonly onExec?: (channel: ServerChannel, socket: Socket, command: string) => void;
}

/** Speaks bytes; takes what it is sent and forgets it. */
export function speakBytes(say: (socket: Socket) => void): (socket: Socket) => void {
  return (socket) => {
    socket.resume();
    say(socket);
  };
}

/** Speaks SSH up to the stage at which it turns hostile; takes any password. */
export function speakSsh(socket: Socket, stages: HostileStages): void {
  const { banner = '' } = stages;
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey], banner }, (client: Connection) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (stages.onAuthentication !== undefined) stages.onAuthentication(socket, context);
      else context.accept();
    });
    client.on('session', (accept) => {
      if (stages.onSession !== undefined) {
        stages.onSession(socket);
        return;
      }
      accept().on('exec', (acceptExec, _reject, { command }) => {
        stages.onExec?.(acceptExec(), socket, command);
      });
    });
  });
  server.injectSocket(socket);
}

/**
 * Says what a real shell says, so that the client takes what follows for the output of a script: it greets, and says of
 * each script that comes that it begins.
 */
export function playShell(
  channel: ServerChannel,
  command: string,
  onScript: (mark: string, index: number) => void,
): void {
  const [first = '', second = ''] = command.split(' ').slice(-2);
  const say = (line: string): void => {
    channel.write(`\n${line}\n`);
    channel.stderr.write(`\n${line}\n`);
  };
  say(`${second}${first}`);
  let heard = '';
  let scripts = 0;
  channel.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
    for (let script = scriptIn.exec(heard); script !== null; script = scriptIn.exec(heard)) {
      const [, mark = ''] = script;
      heard = heard.slice(script.index + script[0].length);
      say(mark);
      onScript(mark, scripts++);
    }
  });
}

/** A line with its mark, and everything up to where it ends with that. */
const scriptIn = /([0-9a-f]{24}) \d+ (?:\d+|-)\n[^]*?#\1/;

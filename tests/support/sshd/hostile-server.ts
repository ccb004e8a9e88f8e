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

/** Says what a real shell says first, so that the client takes what follows for the output of its script. */
export function greet(channel: ServerChannel, command: string): void {
  const [first = '', second = ''] = command.split(' ').slice(-2);
  channel.write(`\n${second}${first}\n`);
  channel.stderr.write(`\n${second}${first}\n`);
}

import { createServer, type AddressInfo, type Socket } from 'node:net';
import ssh2 from 'ssh2';

export interface ForeignServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** An SSH server that is not on Linux: takes any password, and answers a command as cmd.exe does to one of Unix. */
export async function startForeignServer(ident: string): Promise<ForeignServer> {
  const { private: hostKey } = ssh2.utils.generateKeyPairSync('ed25519');
  const server = new ssh2.Server({ hostKeys: [hostKey], ident }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec) => {
        const channel = acceptExec();
        channel.stderr.write("'exec' is not recognized as an internal or external command,\r\n");
        channel.exit(1);
        channel.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface SilentServer extends ForeignServer {
  /** Once somebody has connected. */
  readonly called: Promise<void>;
  /** Once that connection is closed from the other side. */
  readonly hungUp: Promise<void>;
}

/** Takes connections and says nothing on them. */
export async function startSilentServer(): Promise<SilentServer> {
  const [called, hungUp] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => hungUp.resolve(undefined));
    socket.resume();
    called.resolve(undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    called: called.promise,
    hungUp: hungUp.promise,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

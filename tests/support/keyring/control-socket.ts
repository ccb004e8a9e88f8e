import { connect } from 'node:net';

/** Operations of gnome-keyring's control socket (`daemon/control/gkd-control-codes.h`). */
const unlockOperation = 1;

function frame(operation: number, argument: string): Buffer {
  const bytes = Buffer.from(argument);
  const header = Buffer.alloc(12);
  header.writeUInt32BE(12 + bytes.length, 0);
  header.writeUInt32BE(operation, 4);
  header.writeUInt32BE(bytes.length, 8);
  return Buffer.concat([header, bytes]);
}

/** Unlocks the login keyring of a running daemon, as logging on at the desktop does. */
export function unlockLoginKeyring(socketPath: string, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const reply: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (chunk) => reply.push(chunk));
    socket.on('close', () => {
      const bytes = Buffer.concat(reply);
      if (bytes.length === 8 && bytes.readUInt32BE(4) === 0) resolve();
      else reject(new Error(`the keyring did not unlock: ${bytes.toString('hex')}`));
    });
    // The daemon reads one byte for the caller's credentials before the request.
    socket.write(Buffer.from([0]));
    socket.write(frame(unlockOperation, password));
  });
}

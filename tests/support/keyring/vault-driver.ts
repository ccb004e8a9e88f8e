import { readFile } from 'node:fs/promises';
import { KeytarBackend } from '../../../electron/keychain/keytar-backend.ts';
import { KeytarVault } from '../../../electron/keychain/keytar-vault.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import type { VaultCommand, VaultReply, VaultRequest } from './vault-protocol.ts';

/** The vault in a process of its own: libsecret takes its bus from the environment, and a hung call blocks the exit. */
const backend = new KeytarBackend();
const vault = new KeytarVault({ timeoutMs: Number(process.argv[2]) });

async function carryOut(command: VaultCommand): Promise<string | boolean | null> {
  switch (command.do) {
    case 'read':
      return vault.read(command.ref);
    case 'has':
      return vault.has(command.ref);
    case 'write':
      await vault.write(command.ref, command.secret);
      return null;
    case 'remove':
      await vault.remove(command.ref);
      return null;
    case 'get':
      return backend.getPassword(command.account);
    case 'set':
      await backend.setPassword(command.account, command.value);
      return null;
    case 'delete':
      return backend.deletePassword(command.account);
    case 'read-file':
      await readFile(command.path);
      return null;
  }
}

async function answer({ id, command }: VaultRequest): Promise<VaultReply> {
  const start = performance.now();
  const ms = () => performance.now() - start;
  try {
    return { id, value: await carryOut(command), ms: ms() };
  } catch (error) {
    if (!(error instanceof AppError)) return { id, error: 'unexpected', cause: String(error), ms: ms() };
    return { id, error: error.code, cause: String(error.cause), ms: ms() };
  }
}

process.on('message', (request: VaultRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});

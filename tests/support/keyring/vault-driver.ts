import type { UtilityProcess } from 'electron';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { IsolatedBackend } from '../../../electron/keychain/isolated-backend.ts';
import { isKnownOpen } from '../../../electron/keychain/known-open.ts';
import { KeytarVault } from '../../../electron/keychain/keytar-vault.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { forkUtilityProcess } from '../electron-on-chromium/utility-process.ts';
import type { VaultCommand, VaultReply, VaultRequest } from './vault-protocol.ts';

/** The vault in a process of its own, as the application's main process: libsecret takes its bus from the environment. */
const entry = fileURLToPath(new URL('../../../electron/keychain/keychain-entry.ts', import.meta.url));
let child: UtilityProcess | undefined;
const [timeoutMs, limitMs] = process.argv.slice(2).map(Number);
const backend = new IsolatedBackend(() => (child = forkUtilityProcess(entry)), limitMs);
const vault = new KeytarVault({
  backend,
  isOpen: isKnownOpen,
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});

function carryOut(command: VaultCommand): Promise<string | boolean | null> {
  if (command.do === 'keychain-pid') return Promise.resolve(String(child?.pid));
  if (command.do === 'wake') {
    vault.wake();
    return Promise.resolve(null);
  }
  if (command.do === 'read-file') return readFile(command.path).then(() => null);
  if (command.do === 'quit') {
    backend.close();
    process.disconnect();
    return Promise.resolve(null);
  }
  return ask(command);
}

type Own = 'keychain-pid' | 'quit' | 'read-file' | 'wake';

async function ask(command: Exclude<VaultCommand, { readonly do: Own }>): Promise<string | boolean | null> {
  switch (command.do) {
    case 'read':
      return vault.read(command.ref);
    case 'has':
      return vault.has(command.ref);
    case 'write':
      await vault.write(command.ref, command.secret);
      return null;
    case 'add':
      await vault.add(command.ref, command.secret, () => undefined, command.isOpen);
      return null;
    case 'is-open':
      return vault.isOpen();
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
  void answer(request).then((reply) => process.connected && process.send?.(reply));
});

import { utilityProcess, type UtilityProcess } from 'electron';
import { join } from 'node:path';

/** Starts the keychain's process. What a library writes there is nobody's business. */
export function forkKeychain(): UtilityProcess {
  const entry = join(__dirname, '..', 'keychain', 'keychain.cjs');
  return utilityProcess.fork(entry, [], { stdio: 'ignore', serviceName: 'Latchkey keychain' });
}

/** Four times what the largest file takes that is read at all. */
const keyFileMemoryMb = 256;

/** Starts a process that reads and writes key files. */
export function forkKeyProcess(): UtilityProcess {
  return utilityProcess.fork(join(__dirname, 'key-process.cjs'), [], {
    execArgv: [`--js-flags=--max-old-space-size=${keyFileMemoryMb}`],
    stdio: 'ignore',
    serviceName: 'Latchkey key files',
  });
}

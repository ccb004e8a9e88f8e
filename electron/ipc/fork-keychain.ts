import { utilityProcess, type UtilityProcess } from 'electron';
import { join } from 'node:path';

const entry = join(__dirname, '..', 'keychain', 'keychain.cjs');

/** Starts the keychain's process. What a library writes there is nobody's business. */
export function forkKeychain(): UtilityProcess {
  return utilityProcess.fork(entry, [], { stdio: 'ignore', serviceName: 'Latchkey keychain' });
}

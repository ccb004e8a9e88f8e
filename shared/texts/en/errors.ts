import type { ErrorCode } from '../../ipc/result.ts';
import type { ErrorCopy } from '../error-words.ts';
import { bindingErrors } from './errors/binding.ts';
import { callErrors } from './errors/call.ts';
import { keyPairErrors } from './errors/key-pairs.ts';
import { keychainErrors } from './errors/keychain.ts';
import { logonErrors } from './errors/logon.ts';
import { regionErrors } from './errors/regions.ts';
import { serverErrors } from './errors/servers.ts';

/** Words for every code. A code without words does not compile. */
export const errors: Readonly<Record<ErrorCode, ErrorCopy>> = {
  ...callErrors,
  ...keyPairErrors,
  ...keychainErrors,
  ...regionErrors,
  ...serverErrors,
  ...logonErrors,
  ...bindingErrors,
};

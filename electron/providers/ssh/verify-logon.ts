import { AppError } from '../../../shared/ipc/result.ts';
import type { ActionContext, KeyPairMaterial, Outcome, ServerTarget } from '../provider.ts';
import type { SshDependencies } from './dependencies.ts';
import { keyCredential } from './ways-in.ts';

/** Errors: `private-key-absent`, `proof-failed`, and those of every connection. */
export async function verifyLogon(
  deps: SshDependencies,
  target: ServerTarget,
  keyPair: KeyPairMaterial,
  { signal, onStep }: ActionContext,
): Promise<Outcome> {
  const key = keyCredential(keyPair);
  if (!key) throw new AppError('private-key-absent');
  const tell = (isWaiting: boolean): void => onStep(isWaiting ? 'wait-for-attempts' : 'prove-logon');
  tell(false);
  if (!(await deps.proveLogon(target, key, signal, tell))) throw new AppError('proof-failed');
  return { passwordLogon: 'unknown', proven: true, pending: false };
}

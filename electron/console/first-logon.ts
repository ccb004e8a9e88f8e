import type { ActionContext } from '../providers/provider.ts';

/**
 * Goes along with what a job has to end on a server before its own action. The logon for it may wait, and say so, and
 * ends when the job is cancelled meanwhile; what comes after it is not cut off again.
 * @param limit what ends all of it
 */
export function firstLogon(
  { signal, onStep }: Pick<ActionContext, 'signal' | 'onStep'>,
  limit: AbortSignal,
): ActionContext {
  const cancelling = new AbortController();
  let isWaiting = false;
  let isLoggedOn = false;
  const cancel = (): void => {
    if (isWaiting && signal.aborted) cancelling.abort();
  };
  signal.addEventListener('abort', cancel);
  return {
    signal: AbortSignal.any([limit, cancelling.signal]),
    waitsForAttempts: true,
    onStep: (step) => {
      isLoggedOn ||= step !== 'connect' && step !== 'wait-for-attempts';
      isWaiting = !isLoggedOn && step === 'wait-for-attempts';
      if (!isLoggedOn) onStep(step);
      cancel();
    },
  };
}

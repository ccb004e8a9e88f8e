import { answersTo, isRefusal } from './open-session.ts';
import type { ProveLogon } from './session.ts';

/**
 * Every session begins with a program that has to answer with a random line that the command line does not hold, so a
 * forced command, a noisy profile and an echo do not pass. Nothing but the credential is offered.
 */
export const proveLogon: ProveLogon = async (target, credential, signal) => {
  try {
    await answersTo(target, credential, signal);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
};

import type { ErrorCode } from '../../../ipc/result.ts';
import type { ErrorCopy } from '../../error-words.ts';

/** The call itself, and things that are no longer there. */
export const callErrors = {
  'request-invalid': {
    what: 'Latchkey could not make sense of this request.',
    todo: 'Check the fields and try again. If it stays like this, it is a fault in Latchkey: please report it.',
  },
  'sender-not-trusted': {
    what: 'Latchkey refused a request that did not come from its own window.',
    todo: 'Restart Latchkey. If you see this again, please report it.',
  },
  unexpected: {
    what: 'Something went wrong that Latchkey was not prepared for.',
    todo: 'Try again. If it stays like this, please report it with the log file of this moment.',
  },
  'key-pair-not-found': {
    what: 'This key pair is not there any more.',
    todo: 'It was deleted in the meantime. The list now shows what is there.',
  },
  'server-not-found': {
    what: 'This server is not in the list any more.',
    todo: 'It was removed in the meantime. Add it again if you still need it.',
  },
  'region-not-found': {
    what: 'This region is not there any more.',
    todo: 'Choose another region at the top of the window.',
  },
  'job-not-found': {
    what: 'Latchkey has no record of this action any more.',
    todo: 'Start it again from the list of key pairs or servers.',
  },
  'job-not-retryable': {
    what: 'Nothing of this action is left to be tried again.',
    todo: 'It is still under way, or it succeeded everywhere. The list shows what holds.',
  },
  cancelled: {
    what: 'This was cancelled before it was done.',
    todo: 'Nothing was changed. Start it again whenever you like.',
  },
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

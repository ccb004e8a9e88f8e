import type { ErrorCode, ErrorDetails } from '../../../ipc/result.ts';
import { common } from '../common.ts';
import { plural } from '../plural.ts';
import { fact, type ErrorCopy } from '../../error-words.ts';

export const logonErrors = {
  'password-required': (details) =>
    fact(details, 'reason', '') === 'address-changed'
      ? {
          what: 'The password that Latchkey keeps was given for the former address, and is not sent to another one.',
          todo: 'Choose to change how Latchkey logs on, and enter the password there.',
        }
      : {
          what: `Latchkey needs the password of ${account(details)} and does not keep it.`,
          todo: 'Enter it, then try again.',
        },
  'password-wrong': (details) =>
    fact(details, 'keyRefused', '') === 'yes'
      ? {
          what: `The server refused the key pair that Latchkey logs on with, and then the password of ${account(details)}.`,
          todo: 'The key pair’s line may have been removed there while passwords are switched off. Then put one of the two right in the server’s console at your provider. Otherwise enter the password again.',
        }
      : {
          what: `The server refused the password of ${account(details)}.`,
          todo: 'Enter it again. Some servers refuse passwords altogether: then choose another way to log on. Too many wrong tries can block your address for a while.',
        },
  'logon-refused': (details) => ({
    what: `The server refused to let Latchkey log on as ${account(details)}.`,
    todo: 'Check the user name, and that the key or password that Latchkey logs on with is accepted there.',
  }),
  'logon-attempts-spent': (details) => ({
    what: 'This server has refused two logons within the last minute. Latchkey waits, because many servers shut out whoever fails more often.',
    todo: waitWords(fact(details, 'seconds', '')),
  }),
  'agent-unavailable': {
    what: 'No SSH agent answers on this computer.',
    todo: 'Start the agent and add your key to it with ssh-add, or choose another way to log on.',
  },
  'sudo-required': (details) => ({
    what: `${account(details)} may not do this, and may not use sudo on this server.`,
    todo: 'Log on as root, or let an administrator give this account sudo rights.',
  }),
  'sudo-password-required': (details) => ({
    what: `sudo on this server asks for the password of ${account(details)}.`,
    todo: 'Enter it, then try again.',
  }),
  'sudo-password-wrong': (details) => ({
    what: `sudo on this server refused the password of ${account(details)}.`,
    todo: 'Enter it again. It is usually the password of the account, not that of root.',
  }),
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

/** Without a number it is an entry of the activity: when it may be tried again is long over. */
function waitWords(seconds: string): string {
  if (seconds === '') return 'Try again a minute later.';
  if (seconds === '0') return common.waitIsOver;
  const left = plural(Number(seconds), { one: '# second', other: '# seconds' });
  return `Try again in ${left}. Until then it tries no more.`;
}

function account(details: ErrorDetails): string {
  return fact(details, 'user', 'this account');
}

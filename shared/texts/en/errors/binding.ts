import type { ErrorCode, ErrorDetails } from '../../../ipc/result.ts';
import { fact, type ErrorCopy } from '../../error-words.ts';

/** What can happen on a server while a key pair is put on it or taken off. */
export const bindingErrors = {
  'authorized-keys-not-safe': (details) => ({
    what: `Latchkey does not touch ${keyFile(details)}: it, or a folder above it, belongs to someone else, leads elsewhere or is open for others to write.`,
    todo: 'Correct owner and permissions on the server (folder 700, file 600), then try again. Nothing was changed.',
  }),
  'authorized-keys-not-writable': (details) => ({
    what: `Latchkey cannot write ${keyFile(details)}.`,
    todo: 'Check that the disk is not full or read-only, and that the file is not marked immutable. Nothing was changed.',
  }),
  'authorized-keys-changed': (details) => ({
    what: `Someone else kept changing ${keyFile(details)} at the same moment. Latchkey did not write over it.`,
    todo: 'Wait until the other change is done, then try again.',
  }),
  'key-line-restricted': (details) => ({
    what: `This key is already in ${keyFile(details)}${lineOf(details)}, but with restrictions, such as a forced command. That line wins over a new one.`,
    todo: 'Remove that line on the server, or its options, then try again. Latchkey leaves lines alone that it did not write.',
  }),
  'proof-failed': {
    what: 'A logon with this key pair, and nothing else, was refused by the server.',
    todo: 'The server does not accept the key: its settings may forbid key pairs for this account. Password logon stays as it was.',
  },
  'sshd-config-invalid': (details) => ({
    what: `The server’s SSH settings contain an error, so Latchkey did not reload them.${says(details)}`,
    todo: 'Run sshd -t on the server as root to see the line, correct it and try again.',
  }),
  'sshd-config-not-writable': {
    what: 'Latchkey cannot write the server’s SSH settings in /etc/ssh.',
    todo: 'Check that the file system is not read-only and that the account may become root. Nothing was changed.',
  },
  'sshd-config-not-effective': {
    what: 'Other settings on this server overrule the one that would switch password logon for root.',
    todo: 'Look for PermitRootLogin and Match blocks in /etc/ssh/sshd_config and the files beside it.',
  },
  'sshd-config-closes': (details) => ({
    what: `The server’s SSH settings were changed, and not reloaded since. Reloading them now would close this account to Latchkey (${fact(details, 'setting', 'sshd_config')}).`,
    todo: 'If a change of Latchkey’s is pending here, Re-enable Password Logon takes it back. Else look at what was changed in /etc/ssh, correct it, or log on in another way first. Nothing was changed.',
  }),
  'sshd-not-found': {
    what: 'Latchkey did not find the SSH server’s program on this machine.',
    todo: 'It has to be OpenSSH (sshd). Other SSH servers cannot be set up by Latchkey.',
  },
  'reload-failed': (details) => ({
    what: `The SSH service could not be reloaded.${says(details)}`,
    todo: 'Check it on the server with systemctl status ssh (or sshd). You can finish the change later, from the server’s row.',
  }),
  'restart-failed': (details) => ({
    what: `The server could not be restarted, or did not come back in time.${says(details)}`,
    todo: 'Look at its console at your provider. When it is back, finish the change from the server’s row.',
  }),
  'password-still-accepted': {
    what: 'The server still accepted a password for root after the change.',
    todo: 'Other settings allow it. Look for PermitRootLogin and Match blocks in /etc/ssh/sshd_config and the files beside it.',
  },
  'key-still-accepted': {
    what: 'The server still accepted the key pair after its line was removed.',
    todo: 'The key is allowed in another place too. Look for AuthorizedKeysFile and AuthorizedKeysCommand in /etc/ssh/sshd_config.',
  },
  'action-interrupted': {
    what: 'Latchkey was closed in the middle of this action.',
    todo: 'As soon as it can log on to the server by itself, it finishes the action or puts everything back.',
  },
  'rolled-back': {
    what: 'The change did not work, and Latchkey put everything back as it was.',
    todo: 'You can log on as before. Look at the step that failed, then try again.',
  },
  'rollback-failed': {
    what: 'The change did not work, and Latchkey could not put everything back.',
    todo: 'Keep any open session to this server. Check authorized_keys and /etc/ssh there before you close it.',
  },
  'last-way-in': (details) => ({
    what: `Latchkey found no other way to log on to ${fact(details, 'server', 'this server')}. Without this key pair you may be locked out.`,
    todo: 'Attach another key pair or re-enable password logon first. Detach it anyway only if you have another way in, such as a console.',
  }),
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

function keyFile(details: ErrorDetails): string {
  return fact(details, 'path', 'authorized_keys');
}

function lineOf(details: ErrorDetails): string {
  const line = fact(details, 'line', '');
  return line === '' ? '' : `, line ${line}`;
}

/** What the server’s own program said; the first lines will do. */
function says(details: ErrorDetails): string {
  const reason = fact(details, 'reason', '');
  return reason === '' || reason === 'timeout' ? '' : ` The server says: “${reason}”.`;
}

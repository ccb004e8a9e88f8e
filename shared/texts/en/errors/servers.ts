import type { ErrorCode, ErrorDetails } from '../../../ipc/result.ts';
import { fact, factList, factOf, type ErrorCopy } from '../../error-words.ts';
import { fieldProblems, notSelectable } from '../server-rules.ts';

const movedReasons = {
  'other-user': 'This is another account.',
  'other-host-key': 'Another machine answers at this address: it shows another host key.',
  other: 'Nothing answers at this address, so Latchkey can’t tell whether it is the same machine.',
};

function movedBinding(details: ErrorDetails): string {
  const keyPair = fact(details, 'keyPair', '');
  return keyPair === ''
    ? 'The pending change was meant for the former one.'
    : `“${keyPair}” was bound to the former one.`;
}

export const serverErrors = {
  'server-name-invalid': (details) => ({
    what: factOf(details, 'problem', { ...fieldProblems.name, other: 'This name cannot be used.' }),
    todo: 'Choose a name of 1 to 64 characters on one line.',
  }),
  'server-name-taken': (details) => ({
    what: `A server named “${fact(details, 'name', 'the same')}” is already in this region.`,
    todo: 'Choose another name.',
  }),
  'server-host-invalid': (details) => ({
    what: factOf(details, 'problem', { ...fieldProblems.host, other: 'This is not a host name or address.' }),
    todo: 'Enter only the host name or the IP address, without user, port or brackets.',
  }),
  'server-port-invalid': {
    what: 'This is not a port.',
    todo: 'Enter a number from 1 to 65535. SSH servers usually listen on 22.',
  },
  'server-user-invalid': (details) => ({
    what: factOf(details, 'problem', { ...fieldProblems.user, other: 'This is not a user name.' }),
    todo: 'Enter the name of the account on the server, for instance root.',
  }),
  'server-address-taken': (details) => ({
    what: `This user, host and port are already in the list, as “${fact(details, 'name', 'another server')}”.`,
    todo: 'Use that entry, or correct the address.',
  }),
  'server-behind-proxy': (details) => ({
    what:
      details['proxy'] === 'jump'
        ? 'It is reached through another machine (ProxyJump).'
        : 'It is reached through a program (ProxyCommand).',
    todo: 'Latchkey connects to servers directly. Add it by hand if it has an address of its own.',
  }),
  'server-not-selectable': (details) => ({
    what: factOf(details, 'reason', {
      ...notSelectable,
      other: 'A key pair cannot be put on this server now.',
    }),
    todo: 'Only Linux servers that are Running or Stopped can be attached.',
  }),
  'server-moved': (details) => ({
    what: `${factOf(details, 'reason', movedReasons)} ${movedBinding(details)}`,
    todo: 'If you go on, Latchkey no longer records a binding or a pending change for it. On the former machine nothing is changed.',
  }),
  'terminal-not-found': {
    what: 'Latchkey found no terminal on this computer.',
    todo: 'Install one, or name yours in the environment variable TERMINAL. You can also copy the ssh command.',
  },
  'server-busy': (details) => ({
    what: `${subject(details)} is being worked on by another action.`,
    todo: 'Wait until it has finished, then try again.',
  }),
  'server-unreachable': (details) => ({
    what: factOf(details, 'reason', unreachable(subject(details), addressOf(details))),
    todo: 'Check the host, the port and your network, and that the server is on and its firewall lets SSH in.',
  }),
  'server-connection-lost': (details) => ({
    what: `The connection to ${fact(details, 'server', 'the server')} broke off.`,
    todo: 'Check the network and try again. Latchkey first looks at what is on the server, so trying again does no harm.',
  }),
  'server-timeout': (details) => ({
    what: `${subject(details)} took too long to answer.`,
    todo: 'It may be overloaded or behind a slow connection. Try again in a moment.',
  }),
  'server-protocol': (details) => ({
    what: `${subject(details)} answered, but not in a way that Latchkey understands.`,
    todo: 'Check that host and port lead to an SSH server, and not to something else.',
  }),
  'server-algorithms-refused': (details) => ({
    what: `${subject(details)} offers only encryption that is no longer safe${offered(details)}.`,
    todo: 'Update the SSH server. Latchkey does not connect with methods that are known to be broken.',
  }),
  'server-not-linux': (details) => ({
    what: `This machine does not run Linux${fact(details, 'os', '') === '' ? '' : `: it says ${fact(details, 'os', '')}`}.`,
    todo: 'Only servers that run Linux support SSH key pairs here.',
  }),
  'server-no-shell': (details) => ({
    what: `The account${fact(details, 'user', '') === '' ? '' : ` ${fact(details, 'user', '')}`} may log on, but not run commands.`,
    todo: 'Use an account with an ordinary shell: not one for file transfer alone, and without a forced command.',
  }),
  'host-key-unknown': {
    what: 'Latchkey does not know this server’s host key yet. Nothing of yours was sent.',
    todo: 'Compare the fingerprint with the one on the server, and accept it if they are the same.',
  },
  'host-key-changed': (details) => ({
    what: `${subject(details)} shows another host key than before. Latchkey stopped, and nothing of yours was sent.`,
    todo: 'If the server was set up anew, compare the new fingerprint and accept it under Edit. If you know of no reason, treat the connection as intercepted.',
  }),
  'host-key-revoked': {
    what: 'This host key is marked as revoked in your known_hosts file. Latchkey stopped, and nothing of yours was sent.',
    todo: 'Do not use this server until you know who revoked its key, and why.',
  },
} satisfies Partial<Record<ErrorCode, ErrorCopy>>;

/** By the name that the operating system gives to it. */
function unreachable(server: string, address: string): Readonly<Record<string, string>> & { other: string } {
  return {
    ENOTFOUND: `There is no host of this name: ${address}.`,
    EAI_AGAIN: `The name ${address} could not be looked up. This computer may be offline.`,
    ECONNREFUSED: `${server} is there, but nothing listens at ${address}.`,
    EHOSTUNREACH: `No way leads to ${address}.`,
    ENETUNREACH: `No way leads to ${address}. This computer may be offline.`,
    other: `${server} does not answer at ${address}.`,
  };
}

function offered(details: ErrorDetails): string {
  const names = factList(details, 'offered');
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

function subject(details: ErrorDetails): string {
  return fact(details, 'server', 'The server');
}

function addressOf(details: ErrorDetails): string {
  const host = fact(details, 'host', '');
  if (host === '') return 'its address';
  const port = fact(details, 'port', '');
  return port === '' ? host : `${host}, port ${port}`;
}

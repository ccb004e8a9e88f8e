import { plural, servers } from './plural.ts';

/** What is shown of a server's host key, and how people compare it. */
export const hostKeys = {
  title: 'Is this your server?',
  unknown: (host: string, port: number): string =>
    `No host key has been accepted for ${host}, port ${port}, so far. The host key tells which machine has answered. Nothing of yours has been sent yet.`,
  type: 'Type',
  fingerprint: 'Fingerprint',
  howTo: 'How to compare it',
  howToText:
    'Open the server’s console at your provider, or ask whoever runs it, and print the fingerprint there. It has to be the same, character by character:',
  copyFingerprint: 'Copy the fingerprint',
  copyFingerprintOf: (server: string): string => `Copy the fingerprint of ${server}`,
  copyCommand: 'Copy the command',
  copied: 'Copied',
  accept: 'It Matches, Continue',
  reject: 'Don’t Connect',
  stoppedTitle: (server: string): string => `Latchkey did not connect to ${server}`,
  changedTitle: 'The host key has changed',
  changed: (host: string, port: number): string =>
    `${host}, port ${port}, shows another host key than the one that was accepted. Latchkey stopped before anything of yours was sent.`,
  changedReasons:
    'It happens when a server was set up anew. It also happens when someone has got between you and the server, and then every password you enter is theirs.',
  known: 'Accepted before',
  shown: 'Shown now',
  openEdit: 'Open the Server’s Page',
  section: 'Host key',
  sectionText: 'Ask the server for its host key and compare it with the accepted one.',
  check: 'Check Host Key',
  same: 'The server shows the host key that was accepted before.',
  acceptNew: 'Accept the New Host Key…',
  acceptNewTitle: 'Accept the new host key?',
  acceptNewText:
    'Do this only after comparing the new fingerprint on the server itself. The former key is then no longer accepted.',
  typeToConfirm: (name: string): string => `To confirm, type the server’s name: ${name}`,
  acceptNewConfirm: 'Accept New Host Key',
  authority:
    'Your known_hosts trusts a certificate authority for this host. Latchkey does not check host certificates: compare the fingerprint yourself.',
  several: {
    title: (count: number): string => `Are these your ${servers(count)}?`,
    text: 'Latchkey has not connected to them before, and nothing of yours has been sent yet. Compare each fingerprint, and tick those that match.',
    list: 'Unknown host keys',
    matches: (server: string): string => `The host key of ${server} matches`,
    tickAll: 'All of them match',
    copy: 'Copy List',
    copied: 'Copied',
    accept: (count: number): string =>
      count === 0 ? 'Accept and Go On' : `Accept ${servers(count)} and Go On`,
    review: (count: number): string => `Review ${plural(count, { one: '# host key', other: '# host keys' })}`,
  },
  accepted: 'The host key is accepted',
};

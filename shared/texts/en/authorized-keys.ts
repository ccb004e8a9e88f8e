import { number, ofAll, plural } from './plural.ts';

/** What an option of a line means for whoever logs on with its key (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
const restrictions: Readonly<Record<string, string>> = {
  command: 'one command only',
  'expiry-time': 'until a date',
  from: 'from some addresses only',
  'no-pty': 'no terminal',
  principals: 'some certificates only',
  restrict: 'nothing but what is allowed',
  tunnel: 'a fixed tunnel',
};

/** A server's Authorized keys panel. */
export const authorizedKeys = {
  title: (server: string): string => `Authorized keys of ${server}`,
  description: (user: string): string =>
    `Whoever has one of these keys can log on as ${user}. The server reads them from the top.`,
  show: 'Show Keys',
  loading: 'Reading the authorized keys…',
  search: 'Search keys',
  clearSearch: 'Clear the search',
  list: 'Authorized keys',
  count: (count: number): string => plural(count, { one: '# key', other: '# keys' }),
  countOf: ofAll,
  empty: {
    title: 'No key opens this account',
    description: 'Add a key pair of this region, or attach one from the server’s row.',
  },
  noMatch: { title: 'No key matches', description: 'Try other words, or clear the search.' },
  bound: 'Bound',
  keyPair: (name: string): string => `Key pair “${name}”`,
  unknown: 'Not one of this region’s',
  noComment: 'No comment',
  typeAndBits: (type: string, bits: number | null): string =>
    bits === null ? type : `${type} · ${bits.toLocaleString('en', { useGrouping: false })} bits`,
  unreadable: 'The server can’t read this key',
  restrictions,
  otherRestriction: (option: string): string => `option ${option}`,
  options: 'Options',
  place: (path: string, line: number): string => `${path}, line ${number(line)}`,
  line: (line: number): string => `line ${number(line)}`,
  file: (path: string): string => `In ${path}`,
  copyLine: (name: string): string => `Copy the public key ${name}`,
  copyFingerprint: (name: string): string => `Copy the fingerprint of ${name}`,
  copied: 'Copied',
  remove: 'Remove…',
  removeNamed: (name: string): string => `Remove ${name}`,
  otherLines: (count: number): string =>
    plural(count, {
      one: '# further line is a comment or no key. Latchkey leaves it as it is.',
      other: '# further lines are comments or no keys. Latchkey leaves them as they are.',
    }),
  authorities: (count: number): string =>
    plural(count, {
      one: '# line trusts a certificate authority: whoever has a certificate of its own can log on too.',
      other: '# lines trust certificate authorities: whoever has a certificate of theirs can log on too.',
    }),
  commandTitle: 'There may be more keys',
  command: (command: string): string =>
    `The server also asks a program for keys that are in no file: ${command}. Latchkey can’t list those.`,
  add: 'Add a key pair',
  addChoose: 'Choose a key pair',
  addButton: 'Add Key',
  addNone: 'All key pairs of this region are on this server.',
  addHint: 'Beside the others: nothing is replaced, and password logon stays as it is.',
  added: (keyPair: string): string => `“${keyPair}” was added`,
  removed: 'The key was removed',
  removal: {
    title: 'Remove this key?',
    text: (user: string, server: string): string =>
      `It no longer opens ${user} on ${server}. Latchkey first proves that there is another way in.`,
    bound: (keyPair: string): string =>
      `“${keyPair}” is the bound key pair. Without this line it is bound no longer, and password logon stays as it is.`,
    confirm: 'Remove Key',
  },
  lastWayIn: {
    title: 'Remove it although there may be no other way in?',
    text: (server: string): string =>
      `Latchkey found no other way to log on to ${server} than this key. If there is none, you are locked out, and only a console at your provider can let you in again.`,
    typeToConfirm: (server: string): string => `To confirm, type the server’s name: ${server}`,
    confirm: 'Remove Anyway',
  },
};

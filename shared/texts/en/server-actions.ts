import type { Effect } from '../../model/server.ts';
import type { SecretKind } from '../secret-kind.ts';
import { number, ofAll, plural, servers } from './plural.ts';

const effects: Record<Effect, { readonly label: string; readonly confirm: string }> = {
  reload: { label: 'Reload the SSH service', confirm: 'Reload SSH Service' },
  restart: { label: 'Restart Now', confirm: 'Restart Now' },
  postpone: { label: 'Postpone Restart', confirm: 'Postpone Restart' },
};

const changeEffects: Record<Effect, string> = {
  reload: 'Takes effect within seconds, without downtime. Open sessions stay open.',
  restart: 'Takes effect when the server is back. What runs on it stops for that time.',
  postpone: 'Takes effect with the next restart. Until then it is shown as pending.',
};

const plainEffects: Record<Effect, string> = {
  reload: 'Reads the SSH settings again. Open sessions stay open.',
  restart: 'What runs on the server stops until it is back.',
  postpone: 'Nothing happens now.',
};

const secretLabels: Record<SecretKind, (server: string, user: string) => string> = {
  password: (server, user) => `Password of ${user} on ${server}`,
  passphrase: (server) => `Passphrase of the key file for ${server}`,
  sudoPassword: (server, user) => `sudo password of ${user} on ${server}`,
};

const secretLabelsForAll: Record<SecretKind, string> = {
  password: 'Password',
  passphrase: 'Passphrase of the key file',
  sudoPassword: 'sudo password',
};

/** Words of the dialogs that change something on servers. */
export const serverActions = {
  effects,
  secretLabels,
  secretLabelsForAll,
  /** Words of the choice of an effect: for a change, and for a server on which nothing waits. */
  change: { label: 'When does it take effect?', effects: changeEffects, recommended: 'Recommended' },
  plain: { label: 'What shall be done?', effects: plainEffects, recommended: '' },
  restartWarning:
    'A restart stops the server for a short time and may interrupt the services on it. Better do it when few people use it.',
  secretsTitle: 'Needed to go on',
  skippable: 'A server whose field stays empty is skipped. It can be tried again from the result.',
  /** Selected too, but left out. */
  skipped: (count: number): string =>
    plural(count, { one: '# server will be left as it is', other: '# servers will be left as they are' }),
  /** Of an action that goes through several things. */
  batch: {
    cancel: 'Cancel',
    close: 'Close',
    stop: 'Stop After This',
    retry: 'Try Again',
    progress: ofAll,
    failed: (count: number): string => `${number(count)} could not be done`,
    more: (count: number): string => `and ${number(count)} more`,
  },
  sameForAll: (count: number): string => `Use the same for all ${servers(count)}`,
  show: 'Show',
  hide: 'Hide',

  attach: {
    title: 'Attach Server',
    description: (keyPair: string): string => `Choose the Linux servers that “${keyPair}” is put on.`,
    available: 'Servers',
    chosen: 'Attach to',
    add: 'Move to the chosen servers',
    remove: 'Take out of the chosen servers',
    noneAvailable: 'All servers are chosen.',
    noneChosen: 'Choose servers on the left and move them over.',
    chooseFirst: 'Choose a server and move it over first.',
    moveFirst: (ticked: number): string =>
      plural(ticked, {
        one: 'Move the # ticked server over first.',
        other: 'Move the # ticked servers over first.',
      }),
    chosenCount: (count: number): string => `${servers(count)} chosen`,
    search: 'Search servers',
    selectAll: 'Select all',
    selected: (selected: number, total: number): string => `${ofAll(selected, total)} selected`,
    noMatch: 'No server matches.',
    alreadyBound: 'This key pair is already bound to it.',
    /** Of a key pair that is bound to the server, or waits until it is up. */
    replaces: {
      bound: (keyPair: string): string => `replaces “${keyPair}”`,
      waiting: (keyPair: string): string => `replaces “${keyPair}”, which is waiting`,
    },
    replacedTitle: (count: number): string => `On ${servers(count)} another key pair is replaced`,
    replaced: {
      bound: (server: string, keyPair: string): string => `${server}: “${keyPair}” no longer opens it`,
      waiting: (server: string, keyPair: string): string =>
        `${server}: “${keyPair}” is waiting, and will not be put on it any more`,
    },
    andMore: (count: number): string => `and ${servers(count)} more`,
    effectDescription: (keyPair: string, count: number): string =>
      `“${keyPair}” is put on ${servers(count)}. Choose when the change takes effect.`,
    passwordTitle: 'Password logon for root goes off',
    password:
      'When the change takes effect, root can log on with a key pair alone. Latchkey first proves that a logon with this key pair works. Other accounts are not affected.',
    noPrivateKeyTitle: 'The private key is not on this computer',
    noPrivateKey:
      'So Latchkey cannot prove that a logon with this key pair works, and password logon stays as it is.',
    noServersTitle: 'No servers in this region yet',
    noServers: 'Add a server first, then attach it.',
  },

  attachKeyPair: {
    title: (server: string): string => `Attach a key pair to ${server}`,
    severalTitle: (count: number): string => `Attach a key pair to ${servers(count)}`,
    keyPair: 'Key Pair',
    choose: 'Choose a key pair',
    chooseFirst: 'Choose a key pair first.',
  },

  detach: {
    title: 'Detach Server',
    description: (keyPair: string): string => `Choose the servers that “${keyPair}” is taken off.`,
    available: 'Bound servers',
    chosen: 'Detach from',
    noneAvailable: 'All bound servers are chosen.',
    noneChosen: 'Choose servers on the left and move them over.',
    effectDescription: (keyPair: string, count: number): string =>
      `“${keyPair}” is taken off ${servers(count)}. Choose when the change takes effect.`,
    passwordTitle: 'Password logon stays off',
    password:
      'Detaching does not switch password logon for root back on. Use Re-enable Password Logon in the server’s row for that.',
    lastWayIn:
      'Before the key is removed, Latchkey looks for another way in. Where it finds none, nothing is removed, and you are asked again.',
    notBoundTitle: 'This key pair is bound to no server',
    notBound: 'There is nothing to detach.',
  },

  finish: {
    title: (server: string): string => `Finish what is pending on ${server}`,
    restartTitle: (server: string): string => `Restart ${server}`,
    restartSeveralTitle: (count: number): string => `Restart ${servers(count)}`,
    restartOrReloadTitle: (count: number): string => `Restart or reload ${servers(count)}`,
    severalPending: (count: number): string => `What is pending on ${servers(count)} takes effect with it.`,
  },

  refresh: {
    title: (server: string): string => `Refresh ${server}`,
    description: 'Latchkey logs on to read status, system and SSH settings.',
    confirm: 'Refresh',
  },

  enablePasswordLogon: {
    title: (server: string): string => `Re-enable password logon on ${server}`,
    description: 'root can then log on with a password again. Bound key pairs keep working.',
    warning:
      'A server on the internet that accepts passwords is tried by strangers all day. Make sure that root has a long one.',
    confirm: 'Re-enable Password Logon',
  },

  remove: {
    title: (server: string): string => `Remove ${server} from the list?`,
    description:
      'Latchkey forgets this server and what it kept for it in the keychain. On the server itself nothing changes.',
    bound: (keyPair: string): string =>
      `“${keyPair}” stays on it and keeps opening it. To take it off, detach it first.`,
    unbound: 'No key pair of Latchkey’s is bound to it.',
    pending: 'A change that is still pending will not be carried out any more.',
    severalTitle: (count: number): string => `Remove ${servers(count)} from the list?`,
    severalDescription:
      'Latchkey forgets them and what it kept for them in the keychain. On the servers themselves nothing changes.',
    severalConfirm: (count: number): string => `Remove ${servers(count)}`,
    severalBound: (count: number): string =>
      `To ${servers(count)} a key pair is bound. It stays there and keeps opening them. To take it off, detach it first.`,
    severalPending: (count: number): string =>
      `What is pending on ${servers(count)} will not be carried out any more.`,
    severalDone: (count: number): string => `${servers(count)} removed from the list`,
    confirm: 'Remove Server',
  },

  lastWayIn: {
    title: 'Detach although there may be no other way in?',
    text: (names: string): string =>
      `Latchkey found no other way to log on to ${names}. If there is none, you are locked out, and only a console at your provider can let you in again.`,
    typeToConfirm: (keyPair: string): string => `To confirm, type the key pair’s name: ${keyPair}`,
    confirm: 'Detach Anyway',
  },
};

import type { Logon } from '../../model/server.ts';
import { keychain } from './keychain.ts';

const logonKinds: Record<Logon['kind'], { readonly label: string; readonly description: string }> = {
  password: { label: 'Password', description: 'Of the account on the server' },
  'key-pair': { label: 'Key pair', description: 'One of Latchkey’s own' },
  'key-file': {
    label: 'Private key file',
    description: 'A file on this computer',
  },
  agent: { label: 'SSH agent', description: 'The keys that it has loaded' },
};

/** The dialogs Add Server and Edit Server. */
export const serverForm = {
  addTitle: 'Add Server',
  addDescription: 'Latchkey logs on once to read the system and the SSH settings. Nothing is changed there.',
  editTitle: (name: string): string => `Edit ${name}`,
  name: 'Name',
  nameHint: 'Left empty, it is the host.',
  host: 'Host',
  hostHint: 'Host name or IP address. An address like root@host:2222 is taken apart.',
  /** In a region that lists its servers by itself. */
  hostFixed: 'The region brings this server: its address cannot be changed.',
  takenApart: 'The address was taken apart into the fields.',
  port: 'Port',
  portProblem: '1 to 65535',
  user: 'User',
  userHint: 'Key pairs are put on this account.',
  logon: 'How Latchkey logs on',
  logonKinds,
  password: 'Password',
  passphrase: 'Passphrase of the key file',
  passphraseHint: 'Leave it empty if the file has none.',
  keepPassword: `Keep the password in the keychain (${keychain.name})`,
  keepPasswordHint: 'Otherwise Latchkey asks each time.',
  keepPassphrase: `Keep the passphrase in the keychain (${keychain.name})`,
  keyPair: 'Key Pair',
  chooseKeyPair: 'Choose a key pair',
  noKeyPairs: 'No key pair of this region has its private key on this computer.',
  keyFile: 'Private key file',
  noFile: 'No file chosen',
  chooseFile: 'Choose File…',
  missing: { password: 'Enter the password.', keyPair: 'Choose a key pair.', keyFile: 'Choose a file.' },
  kept: `Kept in the keychain (${keychain.name})`,
  keptHint: 'Latchkey logs on with it, and shows it to nobody.',
  replace: 'Replace…',
  replaces: 'It takes the place of the one that is kept.',
  changeLogon: 'Change how Latchkey logs on',
  presentLogon: (kind: string): string => `Now: ${kind}`,
  askedLogonHint:
    'A new name needs no password or passphrase. To check anything else Latchkey logs on with it, and does not keep it.',
  add: 'Add Server',
  save: 'Save',
  connecting: 'Connecting…',
  addAnyway: 'Add Anyway',
  saveAnyway: 'Save Anyway',
  saveMoved: 'Save and Forget the Binding',
  unreachable: 'Nothing answers here. Check the host and the port.',
  turnedDown: 'Not connected. Nothing was saved.',
  unreachableHint:
    'You can also save it as it is. It is then shown as Stopped, and what you do with it waits until it answers.',
  show: 'Show',
  hide: 'Hide',
};

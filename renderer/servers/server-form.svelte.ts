import type { Request } from '../../shared/ipc/contract.ts';
import type { ErrorCode } from '../../shared/ipc/result.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { LogonInput } from '../../shared/model/logon-input.ts';
import {
  hostProblem,
  portProblem,
  serverNameProblem,
  userProblem,
  type HostKeyFingerprint,
  type Logon,
  type Server,
} from '../../shared/model/server.ts';
import { texts } from '../../shared/texts/texts.ts';
import { readSshAddress, type SshAddress } from './ssh-address.ts';

export type ServerField =
  'name' | 'host' | 'port' | 'user' | 'password' | 'passphrase' | 'keyFile' | 'keyPair';

export type FieldWords = Readonly<Partial<Record<ServerField, string>>>;

const { fieldProblems } = texts.servers;
const words = texts.serverForm;

/** What is typed into the dialogs Add Server and Edit Server, and what is wrong with it. */
export class ServerForm {
  name = $state('');
  host = $state('');
  port = $state('22');
  user = $state('root');

  /** Only when editing: the way to log on needs a secret that is kept nowhere. */
  readonly isAsked: boolean;
  /** Only when editing: the secret of the way to log on that is kept in the keychain. */
  readonly kept: 'password' | 'passphrase' | undefined;
  /** The kept secret is about to be replaced by what is typed. */
  isReplacing = $state(false);
  /** Only when editing: false leaves the way to log on as it is. */
  changesLogon = $state(true);
  logonKind: Logon['kind'] = $state('password');
  password = $state('');
  keepPassword = $state(true);
  keyPairId: KeyPairId | undefined = $state();
  keyFile = $state('');
  passphrase = $state('');
  keepPassphrase = $state(true);

  acceptedHostKey: HostKeyFingerprint | undefined = $state.raw();

  readonly #former: Server | undefined;

  /** Whether the way to log on is sent: another name alone needs no secret that is asked for each time. */
  readonly sendsLogon: boolean = $derived(this.changesLogon && !this.#isNameAlone());
  readonly problems: FieldWords = $derived({ ...this.#addressProblems(), ...this.#logonProblems() });
  readonly isComplete: boolean = $derived(Object.keys(this.problems).length === 0);

  constructor(server?: Server) {
    this.#former = server;
    this.isAsked = server !== undefined && asksEachTime(server.logon);
    this.kept = server && keptSecret(server.logon);
    if (!server) return;
    this.name = server.name;
    this.host = server.host;
    this.port = server.port.toString();
    this.user = server.user;
    this.changesLogon = this.isAsked;
    this.#showLogon(server.logon);
  }

  replaceKept(): void {
    this.changesLogon = true;
    this.isReplacing = true;
  }

  /** Takes apart what stands in the field for the host, if it is more than that. Answers whether it was. */
  takeTypedAddress(): boolean {
    const address = readSshAddress(this.host);
    if (address) this.takeAddress(address);
    return address !== undefined;
  }

  /** Puts the parts of an address into their fields; what it does not name stays. */
  takeAddress({ host, port, user }: SshAddress): void {
    this.host = host;
    if (port !== undefined) this.port = port.toString();
    if (user !== undefined) this.user = user;
    this.acceptedHostKey = undefined;
  }

  hasAddressOf({ host, port }: Pick<Server, 'host' | 'port'>): boolean {
    return this.host.trim() === host && Number(this.port) === port;
  }

  /** The fields as they are sent. An empty name becomes the host. */
  entry(): Pick<Request<'servers:add'>, 'name' | 'host' | 'port' | 'user' | 'acceptedHostKey'> {
    const host = this.host.trim();
    return {
      name: this.name.trim() === '' ? host : this.name.trim(),
      host,
      port: Number(this.port),
      user: this.user.trim(),
      ...(this.acceptedHostKey ? { acceptedHostKey: this.acceptedHostKey } : {}),
    };
  }

  /** How Latchkey shall log on, as it is sent; only for a complete form. */
  logon(): LogonInput {
    switch (this.logonKind) {
      case 'password':
        return { kind: 'password', password: this.password, keep: this.keepPassword };
      case 'key-pair':
        return { kind: 'key-pair', keyPairId: this.keyPairId as KeyPairId };
      case 'key-file': {
        const passphrase = this.passphrase === '' ? {} : { passphrase: this.passphrase };
        return { kind: 'key-file', path: this.keyFile, keep: this.keepPassphrase, ...passphrase };
      }
      case 'agent':
        return { kind: 'agent' };
    }
  }

  #showLogon(logon: Logon): void {
    this.logonKind = logon.kind;
    if (logon.kind === 'password') this.keepPassword = logon.storage === 'keychain';
    if (logon.kind === 'key-pair') this.keyPairId = logon.keyPairId;
    if (logon.kind !== 'key-file') return;
    this.keyFile = logon.path;
    this.keepPassphrase = logon.passphrase !== 'ask';
  }

  #isNameAlone(): boolean {
    const former = this.#former;
    if (!former || !this.isAsked || !this.hasAddressOf(former)) return false;
    return this.user.trim() === former.user && this.#isLogonLeft(former);
  }

  #isLogonLeft({ name, logon }: Server): boolean {
    if (this.logonKind !== logon.kind) return false;
    if (logon.kind === 'password') return this.password === '' && !this.keepPassword;
    if (logon.kind !== 'key-file' || this.keyFile !== logon.path) return false;
    // Saved as it is, a file that had a passphrase is one that has none any more.
    const isAsItIs = this.entry().name === name;
    return this.passphrase === '' && !this.keepPassphrase && !isAsItIs;
  }

  #addressProblems(): FieldWords {
    const host = hostProblem(this.host.trim());
    const user = userProblem(this.user.trim());
    const name = this.name.trim() === '' ? undefined : serverNameProblem(this.name);
    return {
      ...(name ? { name: fieldProblems.name[name] } : {}),
      ...(host ? { host: fieldProblems.host[host] } : {}),
      ...(isPort(this.port) ? {} : { port: words.portProblem }),
      ...(user ? { user: fieldProblems.user[user] } : {}),
    };
  }

  #logonProblems(): FieldWords {
    if (!this.sendsLogon) return {};
    if (this.logonKind === 'password' && this.password === '') return { password: words.missing.password };
    if (this.logonKind === 'key-pair' && !this.keyPairId) return { keyPair: words.missing.keyPair };
    if (this.logonKind === 'key-file' && this.keyFile === '') return { keyFile: words.missing.keyFile };
    return {};
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && portProblem(Number(text)) === undefined;
}

function asksEachTime(logon: Logon): boolean {
  if (logon.kind === 'password') return logon.storage === 'ask';
  return logon.kind === 'key-file' && logon.passphrase === 'ask';
}

function keptSecret(logon: Logon): ServerForm['kept'] {
  if (logon.kind === 'password' && logon.storage === 'keychain') return 'password';
  return logon.kind === 'key-file' && logon.passphrase === 'keychain' ? 'passphrase' : undefined;
}

const fields: Partial<Record<ErrorCode, ServerField>> = {
  'server-name-invalid': 'name',
  'server-name-taken': 'name',
  'server-host-invalid': 'host',
  'server-address-taken': 'host',
  'server-port-invalid': 'port',
  'server-user-invalid': 'user',
  'password-required': 'password',
  'password-wrong': 'password',
  'passphrase-required': 'passphrase',
  'passphrase-wrong': 'passphrase',
  'private-key-invalid': 'keyFile',
  'file-not-readable': 'keyFile',
};

/** The field that an error is about, if it is about one. */
export function fieldOfError(code: ErrorCode): ServerField | undefined {
  return fields[code];
}

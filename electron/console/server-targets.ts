import type { KeyPairId } from '../../shared/model/ids.ts';
import type { LogonInput, LogonSecrets } from '../../shared/model/logon-input.ts';
import type { HostKeyFingerprint, Server } from '../../shared/model/server.ts';
import type { HostKey, ServerTarget, ServerTimeouts } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { credentialsFor, enteredCredential } from './credentials.ts';
import type { KeptSecrets } from './kept-secrets.ts';

type KnownHostKey = Pick<HostKey, 'type' | 'blob'>;

/** What the user's own SSH client knows of hosts' keys (`~/.ssh/known_hosts`). */
interface KnownHosts {
  readonly of: (
    host: string,
    port: number,
  ) => {
    readonly keys: readonly KnownHostKey[];
    readonly revoked: readonly KnownHostKey[];
    readonly certificateAuthorities: readonly KnownHostKey[];
  };
}

/** Reads it as it is now. */
export type ReadKnownHosts = () => Promise<KnownHosts>;

/** Puts together what an action needs to reach a server: address, ways in, host keys that count as known. */
export class ServerTargets {
  readonly #store: Store;
  readonly #secrets: KeptSecrets;
  readonly #readKnownHosts: ReadKnownHosts;
  readonly #timeouts: () => ServerTimeouts;

  constructor(
    store: Store,
    secrets: KeptSecrets,
    readKnownHosts: ReadKnownHosts,
    timeouts: () => ServerTimeouts,
  ) {
    this.#timeouts = timeouts;
    this.#store = store;
    this.#secrets = secrets;
    this.#readKnownHosts = readKnownHosts;
  }

  async forServer(server: Server, asked: LogonSecrets = {}): Promise<ServerTarget> {
    const hasPrivateKey = (id: KeyPairId): boolean =>
      this.#store.keyPairs.find(id)?.privateKey === 'keychain';
    return {
      ...address(server),
      ...(await this.hostKeys(server)),
      timeouts: this.#timeouts(),
      credentials: await credentialsFor(server, asked, this.#secrets, hasPrivateKey),
      ...(asked.sudoPassword === undefined ? {} : { sudoPassword: asked.sudoPassword }),
    };
  }

  /** For a server as it has just been entered, with the host key that the user has just accepted. */
  async forEntry(
    entry: Pick<Server, 'host' | 'port' | 'user'>,
    logon: LogonInput,
    acceptedHostKey?: HostKeyFingerprint,
  ): Promise<ServerTarget> {
    return {
      ...address(entry),
      ...(await this.hostKeys(entry)),
      timeouts: this.#timeouts(),
      ...(acceptedHostKey ? { acceptedHostKey } : {}),
      credentials: [await enteredCredential(logon, this.#secrets)],
    };
  }

  /** A key that was pinned here decides; only where there is none does the user's SSH client say which are known. */
  async hostKeys({
    host,
    port,
  }: Pick<Server, 'host' | 'port'>): Promise<
    Pick<ServerTarget, 'knownHostKeys' | 'revokedHostKeys' | 'hasHostAuthority'>
  > {
    const pinned = this.#store.hostKeys.list(host, port);
    const { keys, revoked, certificateAuthorities } = (await this.#readKnownHosts()).of(host, port);
    const hasHostAuthority = certificateAuthorities.length > 0;
    return { knownHostKeys: pinned.length > 0 ? pinned : keys, revokedHostKeys: revoked, hasHostAuthority };
  }
}

function address({ host, port, user }: Pick<Server, 'host' | 'port' | 'user'>): {
  host: string;
  port: number;
  user: string;
} {
  return { host, port, user };
}

/** One way to log on, secrets included: made by the console for one action, never stored, never logged. */
export type Credential =
  | PasswordCredential
  | { readonly kind: 'private-key'; readonly privateKey: string; readonly passphrase?: string }
  | AgentCredential;

export interface PasswordCredential {
  readonly kind: 'password';
  readonly password: string;
  /** Left out: in the first way that the server takes. */
  readonly by?: 'keyboard-interactive';
}

export interface AgentCredential {
  readonly kind: 'agent';
  /** The one key to offer, in Base64; left out: all that the agent has. */
  readonly publicKey?: string;
}

/** A host key: its type, its wire form in Base64, and `SHA256:...`. */
export interface HostKey {
  readonly type: string;
  readonly blob: string;
  readonly sha256: string;
}

/** How long a server may take until it accepts a connection, and from there until the logon is over. */
export interface ServerTimeouts {
  readonly connectMs: number;
  readonly logonMs: number;
}

/** A server as an action needs it. */
export interface ServerTarget {
  readonly host: string;
  readonly port: number;
  /** The account that Latchkey logs on as, and on which key pairs are put. */
  readonly user: string;
  /** Tried in this order, each on its own: a refused one never falls through to another within one logon. */
  readonly credentials: readonly Credential[];
  /** For accounts that need one to become root; the logon password is tried when there is none. */
  readonly sudoPassword?: string;
  /** Host keys that count as known. Nothing is sent to a host that shows another one. */
  readonly knownHostKeys: readonly Pick<HostKey, 'type' | 'blob'>[];
  /** Host keys that are refused even where they are known (`@revoked` in known_hosts): `host-key-revoked`. */
  readonly revokedHostKeys?: readonly Pick<HostKey, 'type' | 'blob'>[];
  /** A certificate authority is trusted for the host (`@cert-authority`): told with an unknown key, never trusted. */
  readonly hasHostAuthority?: boolean;
  /** The fingerprint that the user has just seen and accepted, for a host that is not known yet. */
  readonly acceptedHostKey?: Pick<HostKey, 'type' | 'sha256'>;
  /** Left out: as long as is allowed at most. */
  readonly timeouts?: ServerTimeouts;
}

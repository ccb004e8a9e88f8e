import type { Credential, HostKey, ServerTarget } from './target.ts';

/** What a script on the server left behind. Output is bytes: servers send what they like. */
export interface RunResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

export interface RunOptions {
  /** `$1`, `$2`, ... of the script. The only way for values to get into it: never paste text into a script. */
  readonly args?: readonly string[];
  /** Bytes for the script's standard input. */
  readonly input?: Buffer;
  /** Run as root: directly for root, else through sudo. */
  readonly asRoot?: boolean;
  /** 30 s unless said otherwise. */
  readonly timeoutMs?: number;
  /** More output than this ends the run with `server-protocol`; 16 MiB unless said otherwise. */
  readonly maxBytes?: number;
}

/** The account that a session runs as, and the end of the connection on the server, all as the server says. */
export interface SessionAccount {
  /** `uname -s` */
  readonly kernel: string;
  readonly id: number;
  readonly home: string;
  /** Address and port that the connection came in at, as `sshd -T -C` takes them. */
  readonly localAddress: string;
  readonly localPort: string;
}

/**
 * An open, authenticated connection. Errors of every call: `server-connection-lost`, `server-timeout`,
 * `server-protocol`, `server-no-shell`, `cancelled`, and with `asRoot`: `sudo-required`, `sudo-password-required`,
 * `sudo-password-wrong`.
 */
export interface SshSession {
  readonly hostKey: HostKey;
  /** The client's address as the server sees it (for `sshd -T -C addr=`). */
  readonly clientAddress: string;
  /** How the server's SSH software calls itself, such as `OpenSSH_9.2p1`; what it says, not what it is. */
  readonly serverSoftware: string;
  readonly account: SessionAccount;
  /**
   * Runs a POSIX `sh` script in the C locale, whatever the account's logon shell is. A non-zero code is a result, not an
   * error. It ends when everything it started has let go of its outputs: what is to go on redirects all three.
   */
  run(script: string, options?: RunOptions): Promise<RunResult>;
  /** Resolves when the connection is closed; never throws. */
  close(): Promise<void>;
}

/**
 * Opens a session with the first of the target's credentials that the server accepts, each offered on its own.
 * The signal ends the session at any time: what is under way then fails with `cancelled`.
 * Errors: `server-unreachable`, `server-timeout`, `server-connection-lost`, `server-protocol`,
 * `server-algorithms-refused`, `server-no-shell`, `host-key-unknown`, `host-key-changed`, `host-key-revoked`,
 * `password-wrong`, `logon-refused` (of the last credential), `password-required` (there is none),
 * `agent-unavailable`, `passphrase-required`, `passphrase-wrong`, `private-key-invalid`, `cancelled`, and where too many
 * logons have just failed and nobody is told of a wait: `logon-attempts-spent`.
 */
export type OpenSession = (target: ServerTarget, signal: AbortSignal, onWait?: OnWait) => Promise<SshSession>;

/** To be told when a logon has to wait because too many have failed, and when it goes on. */
export type OnWait = (isWaiting: boolean) => void;

/**
 * A fresh connection that offers this credential and nothing else, and a nonce that has to come back. True: proven;
 * false: the server refused the credential. Anything else (unreachable, another host key, a shell that does not
 * answer with the nonce: `server-no-shell`) is an error.
 */
export type ProveLogon = (
  target: Omit<ServerTarget, 'credentials'>,
  credential: Credential,
  signal: AbortSignal,
  onWait?: OnWait,
) => Promise<boolean>;

/** Asks for the host key without logging on: nothing of the user is sent. */
export type ReadHostKey = (
  address: Pick<ServerTarget, 'host' | 'port'>,
  signal: AbortSignal,
) => Promise<HostKey>;

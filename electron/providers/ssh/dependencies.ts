import type { OpenSession, ProveLogon, ReadHostKey } from '../../ssh/session.ts';

/** What the provider is made of. */
export interface SshDependencies {
  readonly openSession: OpenSession;
  readonly proveLogon: ProveLogon;
  readonly readHostKey: ReadHostKey;
  /** How long a machine may take to come back after a restart. */
  readonly restartTimeoutMs: number;
  /** After this time a server puts its configuration back by itself, unless a logon was proven on the new one. */
  readonly rollbackSeconds: number;
  /** How often a machine that restarts is asked whether it is back. */
  readonly restartPollMs: number;
}

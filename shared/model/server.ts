import * as z from 'zod/mini';
import { errorCodes } from '../ipc/result.ts';
import { Drift } from './drift.ts';
import { KeyPairId, RegionId, ServerId, Timestamp } from './ids.ts';

/** Running: its SSH service answers. Stopped: it does not. Starting: after a restart, until it answers. */
export const ServerStatus = z.enum(['running', 'stopped', 'starting', 'unknown']);
export type ServerStatus = z.infer<typeof ServerStatus>;

/** Why the status is unknown although the machine has answered: it shows a host key that is not to be trusted. */
export const StatusProblem = z.enum(['host-key-changed', 'host-key-revoked']);
export type StatusProblem = z.infer<typeof StatusProblem>;

export const OsKind = z.enum(['linux', 'windows', 'other', 'unknown']);
export type OsKind = z.infer<typeof OsKind>;

/** Whether `root` can log on with a password. */
export const PasswordLogon = z.enum(['enabled', 'disabled', 'unknown']);
export type PasswordLogon = z.infer<typeof PasswordLogon>;

/** How a change is put into force. Reload: the SSH service alone, without downtime. */
export const Effect = z.enum(['reload', 'restart', 'postpone']);
export type Effect = z.infer<typeof Effect>;

/** How Latchkey itself logs on. Secrets are never part of it: they are in the keychain or asked each time. */
export const Logon = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), storage: z.enum(['keychain', 'ask']) }),
  z.strictObject({ kind: z.literal('key-pair'), keyPairId: KeyPairId }),
  z.strictObject({
    kind: z.literal('key-file'),
    path: z.string().check(z.minLength(1), z.maxLength(4096)),
    passphrase: z.enum(['none', 'keychain', 'ask']),
  }),
  z.strictObject({ kind: z.literal('agent') }),
]);
export type Logon = z.infer<typeof Logon>;

/** A change that waits: for a restart or reload, or for a stopped server to come up. */
export const Pending = z.readonly(
  z.object({
    change: z.enum(['bind', 'unbind', 'enable-password-logon']),
    keyPairId: z.nullable(KeyPairId),
    waitsFor: z.enum(['restart', 'server']),
    /** What the user chose; carried out when the server is next seen. */
    effect: Effect,
    since: Timestamp,
    /** Why it could not be carried out by itself when the server had come up; null while it was not tried. */
    problem: z.nullable(z.enum(errorCodes)),
  }),
);
export type Pending = z.infer<typeof Pending>;

export const Server = z.readonly(
  z.object({
    id: ServerId,
    regionId: RegionId,
    name: z.string(),
    host: z.string(),
    port: z.int().check(z.minimum(1), z.maximum(65535)),
    user: z.string(),
    logon: Logon,
    status: ServerStatus,
    /** Null until a host key is met that is not the accepted one, and again when it was accepted or matches. */
    statusProblem: z.nullable(StatusProblem),
    os: z.readonly(z.object({ kind: OsKind, name: z.string() })),
    boundKeyPairId: z.nullable(KeyPairId),
    passwordLogon: PasswordLogon,
    pending: z.nullable(Pending),
    /** What was last found to be other than this record; null when nothing is known since the last change. */
    drift: z.nullable(Drift),
    /** When the record above was last read from the machine. */
    checkedAt: z.nullable(Timestamp),
  }),
);
export type Server = z.infer<typeof Server>;

/** A host key as people compare it: its type and `SHA256:...`. */
export const HostKeyFingerprint = z.readonly(z.object({ type: z.string(), sha256: z.string() }));
export type HostKeyFingerprint = z.infer<typeof HostKeyFingerprint>;

export type NotSelectableReason = 'not-linux' | 'starting' | 'status-unknown' | StatusProblem;

/** Whether it is known that a machine runs something else. One that nobody has read yet may run Linux. */
export function isKnownNotLinux({ os }: { readonly os: Pick<Server['os'], 'kind'> }): boolean {
  return os.kind === 'windows' || os.kind === 'other';
}

/** Says why a key pair can't be put on a server now, or nothing when it can. */
export function notSelectableReason(
  server: Pick<Server, 'status' | 'statusProblem' | 'os'>,
): NotSelectableReason | undefined {
  if (isKnownNotLinux(server)) return 'not-linux';
  if (server.status === 'starting') return 'starting';
  if (server.status === 'unknown') return server.statusProblem ?? 'status-unknown';
  return undefined;
}

/** Says why a server can't be restarted, or nothing when it can. What is pending there is finished whatever it runs. */
export function notRestartableReason(
  server: Pick<Server, 'status' | 'os' | 'pending'>,
): 'stopped' | 'not-linux' | undefined {
  if (server.status === 'stopped') return 'stopped';
  return isKnownNotLinux(server) && server.pending === null ? 'not-linux' : undefined;
}

/** As people write it: with the port only where it is not SSH's own, an IPv6 address then in brackets. */
export function addressOf({ user, host, port }: Pick<Server, 'user' | 'host' | 'port'>): string {
  if (port === 22) return `${user}@${host}`;
  return host.includes(':') ? `${user}@[${host}]:${port}` : `${user}@${host}:${port}`;
}

export type ServerFieldProblem = 'empty' | 'too-long' | 'character' | 'first-character' | 'port' | 'range';

/** A server's name is for people: anything printable on one line, 1 to 64 characters. */
export function serverNameProblem(name: string): ServerFieldProblem | undefined {
  if (name.trim() === '') return 'empty';
  if (name.length > 64) return 'too-long';
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) ? 'character' : undefined;
}

/** A host name, IPv4 or IPv6 address, without port, user or brackets. */
export function hostProblem(host: string): ServerFieldProblem | undefined {
  if (host === '') return 'empty';
  if (host.length > 253) return 'too-long';
  if (!/^[A-Za-z0-9:]/.test(host)) return 'first-character';
  if (/^[^:]*:\d*$/.test(host)) return 'port';
  return /^[A-Za-z0-9._:%-]+$/.test(host) ? undefined : 'character';
}

/** An account's name: what `useradd` and directory services allow, never something that reads as an option. */
export function userProblem(user: string): ServerFieldProblem | undefined {
  if (user === '') return 'empty';
  if (user.length > 64) return 'too-long';
  if (!/^[A-Za-z0-9_]/.test(user)) return 'first-character';
  return /^[A-Za-z0-9_.@\\+-]+\$?$/.test(user) ? undefined : 'character';
}

export function portProblem(port: number): ServerFieldProblem | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined : 'range';
}

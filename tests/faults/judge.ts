import type { PasswordLogon } from '../../shared/model/server.ts';
import type { JobResultState } from '../../shared/model/job.ts';
import type { Operation } from './fault-case.ts';

/** The key pair that is put on the server, and the one that was on it before. */
export type OwnKey = 'fresh' | 'former';

/** What the application says of the server. */
export interface Recorded {
  readonly bound: OwnKey | null;
  readonly passwordLogon: PasswordLogon;
  readonly isPending: boolean;
  /** The application itself says that it does not know how the action ended. */
  readonly isOpen: boolean;
  readonly result: { readonly state: JobResultState; readonly code: string | null };
}

/** What is found on the server, by OpenSSH's client and by looking. */
export interface Found {
  readonly listens: boolean;
  readonly opens: Readonly<Record<OwnKey | 'foreign' | 'password', boolean>>;
  readonly authorizedKeys: Buffer;
  readonly configuration: string;
}

export interface Scene {
  readonly operation: Operation;
  /** The Base64 of Latchkey's own keys. */
  readonly ownBlobs: readonly string[];
  readonly before: Pick<Found, 'authorizedKeys' | 'configuration'>;
}

export interface Finding {
  readonly kind: 'lockout' | 'line-lost' | 'untruth' | 'leftover' | 'not-reached' | 'stuck';
  readonly what: string;
}

/** Whoever could get in must still get in: the stranger, and whoever works with Latchkey. */
export function findLockouts({ listens, opens }: Found): Finding[] {
  if (!listens) return [{ kind: 'lockout', what: 'sshd does not listen' }];
  const { foreign, ...own } = opens;
  return [
    ...(foreign ? [] : [{ kind: 'lockout', what: 'the foreign key no longer opens' } as const]),
    ...(Object.values(own).some(Boolean)
      ? []
      : [{ kind: 'lockout', what: 'neither password nor key opens' } as const]),
  ];
}

/** Every line that is not Latchkey's own, as bytes and in its order. */
function foreignLines(content: Buffer, ownBlobs: readonly string[]): readonly string[] {
  const lines = content.toString('latin1').split('\n');
  // A newline that a last line has lacked may have come.
  if (lines.at(-1) === '') lines.pop();
  return lines.filter((line) => !ownBlobs.some((blob) => line.includes(blob)));
}

export function findLostLines({ authorizedKeys }: Found, { ownBlobs, before }: Scene): Finding[] {
  const wanted = JSON.stringify(foreignLines(before.authorizedKeys, ownBlobs));
  const now = JSON.stringify(foreignLines(authorizedKeys, ownBlobs));
  return wanted === now ? [] : [{ kind: 'line-lost', what: `foreign lines are ${now}` }];
}

/** Where the record and the server say different things. What is recorded as not known is no lie. */
export function findUntruths(recorded: Recorded, found: Found, scene: Scene): Finding[] {
  if (recorded.isOpen) return [];
  return [
    ...wrongBinding(recorded, found),
    ...wrongPasswordLogon(recorded, found),
    ...wrongResult(recorded, found, scene),
  ].map((what) => ({ kind: 'untruth', what }));
}

function wrongBinding({ bound }: Recorded, { opens }: Found): string[] {
  return (['fresh', 'former'] as const).flatMap((key) => {
    if (opens[key] === (bound === key)) return [];
    return [`recorded as bound: ${bound ?? 'nothing'}; but ${key} ${opens[key] ? 'opens' : 'does not open'}`];
  });
}

function wrongPasswordLogon({ passwordLogon, isPending }: Recorded, { opens }: Found): string[] {
  if (passwordLogon === 'unknown' || isPending || opens.password === (passwordLogon === 'enabled')) return [];
  return [
    `password logon recorded as ${passwordLogon}, and a password ${opens.password ? 'opens' : 'does not'}`,
  ];
}

function wrongResult(
  { result, isPending }: Recorded,
  found: Found,
  { operation, ownBlobs, before }: Scene,
): string[] {
  const { state, code } = result;
  if (state === 'succeeded')
    return isDone(operation, found) ? [] : ['recorded as succeeded, and it has not happened'];
  if (state === 'pending' && isPending) return [];
  if (state !== 'failed') return [`recorded as ${state}, and nothing is under way`];
  const has = (content: Buffer): string => JSON.stringify(ownBlobs.map((blob) => content.includes(blob)));
  return [
    ...(has(found.authorizedKeys) === has(before.authorizedKeys)
      ? []
      : [`recorded as failed (${String(code)}), and the lines are not as before`]),
    ...(found.configuration === before.configuration
      ? []
      : [`recorded as failed (${String(code)}), and the configuration is not as before`]),
  ];
}

/** Whether the operation's aim is reached. */
export function isDone(operation: Operation, { opens }: Pick<Found, 'opens'>): boolean {
  if (operation === 'unbind') return !opens.former;
  if (operation === 'enable') return opens.password;
  return opens.fresh && !opens.former && !opens.password;
}

export function findLeftovers(leftovers: readonly string[]): Finding[] {
  return leftovers.map((what) => ({ kind: 'leftover', what }));
}

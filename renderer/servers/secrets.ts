import type { Request } from '../../shared/ipc/contract.ts';
import type { ErrorCode } from '../../shared/ipc/result.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Server } from '../../shared/model/server.ts';
import type { SecretKind } from '../../shared/texts/secret-kind.ts';

/** What is sent along with an action for the servers that need it. */
export type ServerSecrets = Request<'servers:bind'>['secrets'];

/** One thing that has to be asked for. */
export interface SecretNeed {
  readonly server: Pick<Server, 'id' | 'name' | 'user'>;
  readonly kind: SecretKind;
}

/**
 * What has to be asked for before anything is tried, because it is kept nowhere. Where one of these key pairs is bound
 * and has its private key here, Latchkey logs on with it and needs nothing else.
 */
export function needsOf(servers: readonly Server[], keyPairs: readonly KeyPair[]): SecretNeed[] {
  const usable = new Set<string | null>(
    keyPairs.filter(({ privateKey }) => privateKey === 'keychain').map(({ id }) => id),
  );
  return servers.filter(({ boundKeyPairId }) => !usable.has(boundKeyPairId)).flatMap(configuredNeed);
}

function configuredNeed(server: Server): SecretNeed[] {
  const { logon } = server;
  if (logon.kind === 'password' && logon.storage === 'ask') return [{ server, kind: 'password' }];
  if (logon.kind === 'key-file' && logon.passphrase === 'ask') return [{ server, kind: 'passphrase' }];
  return [];
}

const askedBy: Partial<Record<ErrorCode, SecretKind>> = {
  'password-required': 'password',
  'password-wrong': 'password',
  'passphrase-required': 'passphrase',
  'passphrase-wrong': 'passphrase',
  'sudo-password-required': 'sudoPassword',
  'sudo-password-wrong': 'sudoPassword',
};

/** What an error asks for: a secret that was missing, or that was refused. */
export function needAfter(code: ErrorCode | undefined): SecretKind | undefined {
  return code && askedBy[code];
}

/** A key for what was typed, by server and kind. */
export function needKey({ server, kind }: SecretNeed): string {
  return `${kind} ${server.id}`;
}

/** What was typed, in the form in which it is sent; empty fields are left out. */
export function toSecrets(
  needs: readonly SecretNeed[],
  typed: Readonly<Record<string, string>>,
): ServerSecrets {
  const byServer = new Map<string, ServerSecrets[number]>();
  for (const need of needs) {
    const value = typed[needKey(need)] ?? '';
    if (value === '') continue;
    const { id: serverId } = need.server;
    byServer.set(serverId, { ...(byServer.get(serverId) ?? { serverId }), [need.kind]: value });
  }
  return [...byServer.values()];
}

/** Secrets of a later try on top of those of an earlier one. */
export function mergeSecrets(former: ServerSecrets, latter: ServerSecrets): ServerSecrets {
  const byServer = new Map(former.map((secrets) => [secrets.serverId, secrets]));
  for (const secrets of latter)
    byServer.set(secrets.serverId, { ...byServer.get(secrets.serverId), ...secrets });
  return [...byServer.values()];
}

/** The kind that all needs have in common, when one answer could do for several. */
export function sharedKind(needs: readonly SecretNeed[]): SecretKind | undefined {
  const [first] = needs;
  return needs.length > 1 && needs.every(({ kind }) => kind === first?.kind) ? first?.kind : undefined;
}

/** Whether something was typed for every need. */
export function isComplete(needs: readonly SecretNeed[], typed: Readonly<Record<string, string>>): boolean {
  return needs.every((need) => (typed[needKey(need)] ?? '') !== '');
}

/** Whether there is a server that misses nothing. The others can be skipped: their result then asks for what is missing. */
export function isEnough(
  servers: readonly Pick<Server, 'id'>[],
  needs: readonly SecretNeed[],
  typed: Readonly<Record<string, string>>,
): boolean {
  const missing = needs.filter((need) => (typed[needKey(need)] ?? '') === '');
  return servers.some(({ id }) => !missing.some(({ server }) => server.id === id));
}

/** The secrets of an action on a single server, in the form in which its channel takes them. */
export function secretsOfOne(given: ServerSecrets): {
  secrets?: Omit<ServerSecrets[number], 'serverId'>;
} {
  const [first] = given;
  if (!first) return {};
  const { password, passphrase, sudoPassword } = first;
  return { secrets: { password, passphrase, sudoPassword } };
}

import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Effect, Server } from '../../shared/model/server.ts';
import { call } from '../lib/client.ts';
import type { Reasoned } from '../ui/reasoned.ts';
import type { JobPlan } from './job-state.svelte.ts';
import { secretsOfOne, type ServerSecrets } from './secrets.ts';

/** An action of a key pair over several servers. */
export interface ManyServers {
  readonly keyPair: KeyPair;
  readonly serverIds: JobPlan['serverIds'];
  readonly effect: Effect;
  readonly secrets: ServerSecrets;
}

export function bindPlan({ keyPair, serverIds, effect, secrets }: ManyServers): JobPlan {
  const { id: keyPairId, name: keyPairName } = keyPair;
  return {
    kind: 'bind',
    keyPairName,
    serverIds,
    secrets,
    start: (given) =>
      call('servers:bind', { keyPairId, effect, serverIds: [...serverIds], secrets: [...given] }),
  };
}

export function unbindPlan({ keyPair, serverIds, effect, secrets }: ManyServers): JobPlan {
  const { id: keyPairId, name: keyPairName } = keyPair;
  const request = { keyPairId, effect, evenIfLastWayIn: false, serverIds: [...serverIds] };
  return {
    kind: 'unbind',
    keyPairName,
    serverIds,
    secrets,
    start: (given) => call('servers:unbind', { ...request, secrets: [...given] }),
  };
}

/** Looks where servers differ from their records. */
export function inspectPlan(serverIds: JobPlan['serverIds'], leftOut: readonly Reasoned[] = []): JobPlan {
  const start: JobPlan['start'] = (given) =>
    call('servers:inspect', { serverIds: [...serverIds], secrets: [...given] });
  return { kind: 'inspect', keyPairName: '', serverIds, secrets: [], start, leftOut };
}

/** Reads status, system and SSH settings of servers anew. */
export function refreshPlan(serverIds: JobPlan['serverIds']): JobPlan {
  const start: JobPlan['start'] = (given) =>
    call('servers:refresh-several', { serverIds: [...serverIds], secrets: [...given] });
  return { kind: 'refresh', keyPairName: '', serverIds, secrets: [], start };
}

/** Binds to each server what is bound to it again. */
export function repairPlan(serverIds: JobPlan['serverIds'], effect: Effect, secrets: ServerSecrets): JobPlan {
  const start: JobPlan['start'] = (given) =>
    call('servers:repair', { effect, serverIds: [...serverIds], secrets: [...given] });
  return { kind: 'repair', keyPairName: '', serverIds, secrets, start };
}

type OneServer = Pick<JobPlan, 'kind'> & { readonly server: Server; readonly secrets: ServerSecrets };

function planForOne({ kind, server, secrets }: OneServer, start: JobPlan['start']): JobPlan {
  return { kind, keyPairName: '', serverIds: [server.id], secrets, start };
}

/** A logon with the bound key pair and nothing else. */
export function verifyPlan(server: Server, secrets: ServerSecrets): JobPlan {
  return planForOne({ kind: 'verify-logon', server, secrets }, (given) =>
    call('servers:verify-logon', { serverId: server.id, ...secretsOfOne(given) }),
  );
}

export function takeEffectPlan(
  serverIds: JobPlan['serverIds'],
  effect: 'reload' | 'restart',
  secrets: ServerSecrets,
): JobPlan {
  return {
    kind: 'take-effect',
    keyPairName: '',
    serverIds,
    secrets,
    start: (given) => call('servers:take-effect', { serverIds: [...serverIds], effect, secrets: [...given] }),
  };
}

export function enablePasswordLogonPlan(server: Server, effect: Effect, secrets: ServerSecrets): JobPlan {
  return planForOne({ kind: 'enable-password-logon', server, secrets }, (given) =>
    call('servers:enable-password-logon', { serverId: server.id, effect, ...secretsOfOne(given) }),
  );
}

import type { Console } from '../../console/console.ts';
import type { Handlers } from '../handler-table.ts';

type BindingChannels =
  | 'inspect'
  | 'refresh-several'
  | 'repair'
  | 'bind'
  | 'unbind'
  | 'take-effect'
  | 'verify-logon'
  | 'enable-password-logon';

/** Starts jobs: the reply is the job as it stands, its progress comes as events. */
export function bindingHandlers({
  bindings,
  listJobs,
}: Console): Pick<Handlers, `servers:${BindingChannels}` | `jobs:${'list' | 'retry' | 'cancel'}`> {
  return {
    'servers:bind': async ({ keyPairId, serverIds, effect, secrets }) =>
      Promise.resolve(bindings.bind(keyPairId, serverIds, effect, secrets)),
    'servers:unbind': async ({ keyPairId, serverIds, effect, evenIfLastWayIn, secrets }) =>
      Promise.resolve(bindings.unbind(keyPairId, serverIds, effect, evenIfLastWayIn, secrets)),
    'servers:take-effect': async ({ serverIds, effect, secrets }) =>
      Promise.resolve(bindings.takeEffect(serverIds, effect, secrets)),
    'servers:verify-logon': async ({ serverId, secrets }) =>
      Promise.resolve(bindings.verifyLogon(serverId, secrets ?? {})),
    'servers:enable-password-logon': async ({ serverId, effect, secrets }) =>
      Promise.resolve(bindings.enablePasswordLogon(serverId, effect, secrets ?? {})),
    'servers:inspect': async ({ serverIds, secrets }) =>
      Promise.resolve(bindings.inspect(serverIds, secrets)),
    'servers:refresh-several': async ({ serverIds, secrets }) =>
      Promise.resolve(bindings.refresh(serverIds, secrets)),
    'servers:repair': async ({ serverIds, effect, secrets }) =>
      Promise.resolve(bindings.repair(serverIds, effect, secrets)),
    'jobs:list': ({ regionId }) => Promise.resolve([...listJobs(regionId)]),
    'jobs:retry': async ({ jobId, secrets, ...options }) =>
      Promise.resolve(bindings.retry(jobId, secrets, options)),
    'jobs:cancel': async ({ jobId }) => Promise.resolve(bindings.cancel(jobId)),
  };
}

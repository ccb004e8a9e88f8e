import { AppError } from '../../../shared/ipc/result.ts';
import type { ActionContext, Observation, ServerTarget } from '../provider.ts';
import { withConnection, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { describeOs, osOfSoftware } from './operating-system.ts';
import { passwordLogonNow, readSettingsIfAllowed } from './read-settings.ts';

/** Looks at a machine. One that does not answer is stopped; one that refuses us is an error. */
export async function probe(
  deps: SshDependencies,
  target: ServerTarget,
  context: ActionContext,
): Promise<Observation> {
  try {
    return await withConnection(deps, target, context, look);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const observation = await withoutSession(deps, target, context, error);
    if (!observation) throw error;
    return observation;
  }
}

async function look(connection: Connection): Promise<Observation> {
  const os = await describeOs(connection);
  const settings = os.kind === 'linux' ? await readSettingsIfAllowed(connection) : null;
  return {
    status: 'running',
    os,
    passwordLogon: passwordLogonNow(settings),
    hostKey: connection.session.hostKey,
  };
}

/** What can be told of a machine that is off, or that has no shell to ask. */
async function withoutSession(
  { readHostKey }: SshDependencies,
  target: ServerTarget,
  { signal }: ActionContext,
  { code, details }: AppError,
): Promise<Observation | undefined> {
  if (code === 'server-unreachable') {
    const os = { kind: 'unknown', name: '' } as const;
    return { status: 'stopped', os, passwordLogon: 'unknown', hostKey: null };
  }
  const { software } = details;
  const os = code === 'server-no-shell' && typeof software === 'string' ? osOfSoftware(software) : undefined;
  if (!os) return undefined;
  return { status: 'running', os, passwordLogon: 'unknown', hostKey: await readHostKey(target, signal) };
}

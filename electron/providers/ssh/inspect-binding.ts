import type { BindingState } from '../../../shared/model/drift.ts';
import type { ActionContext, BindingInspection, KeyPairMaterial, ServerTarget } from '../provider.ts';
import { linesWithKey } from './authorized-keys.ts';
import { BoundKeys } from './bound-keys.ts';
import { withConnection, type Connection } from './connection.ts';
import type { SshDependencies } from './dependencies.ts';
import { describeKeys } from './describe-keys.ts';
import { restrictingOptions } from './key-line.ts';
import { passwordLogonNow, readSettingsIfAllowed } from './read-settings.ts';
import { keyCredential } from './ways-in.ts';

/** What is on the server now, without changing anything there. */
export function inspectBinding(
  deps: SshDependencies,
  target: ServerTarget,
  bound: KeyPairMaterial | null,
  context: ActionContext,
): Promise<BindingInspection> {
  return withConnection(deps, target, context, async (connection) => {
    connection.context.onStep('read-settings');
    const settings = await readSettingsIfAllowed(connection);
    const keys = BoundKeys.find(connection, settings);
    const binding = bound && (await bindingState(connection, keys, bound));
    return { ...(await describeKeys(keys, settings)), binding, passwordLogon: passwordLogonNow(settings) };
  });
}

async function bindingState(
  connection: Connection,
  keys: BoundKeys,
  bound: KeyPairMaterial,
): Promise<BindingState> {
  const files = await keys.read();
  const lines = files.flatMap(({ content }) => linesWithKey(content, bound.publicLine));
  const isFull = lines.map(({ line }) => restrictingOptions(line).length === 0);
  if (isFull.length === 0) return 'line-missing';
  if (isFull[0] !== true) return isFull.includes(true) ? 'line-shadowed' : 'line-changed';
  const key = keyCredential(bound);
  if (!key) return 'bound';
  connection.context.onStep('prove-logon');
  return (await connection.opensWith(key)) ? 'bound' : 'logon-refused';
}

import type { Drift } from '../../shared/model/drift.ts';
import type { LogonSecrets } from '../../shared/model/logon-input.ts';
import type { Server } from '../../shared/model/server.ts';
import type { ActionContext, BindingInspection } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { isPasswordLogonBack } from './drift.ts';
import type { ServerOutcome } from './job-runner.ts';
import { keyPairMaterial } from './key-pair-material.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import type { Regions } from './regions.ts';
import type { ServerRecords } from './server-records.ts';
import { checkLinux } from './server-rules.ts';
import type { ServerTargets } from './server-targets.ts';

interface Dependencies {
  readonly store: Store;
  readonly regions: Regions;
  readonly records: ServerRecords;
  readonly secrets: KeptSecrets;
  readonly targets: ServerTargets;
}

/** Holds what is on a server against its record. Changes nothing there. */
export class Inspection {
  readonly #parts: Dependencies;

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  async inspect(server: Server, asked: LogonSecrets, context: ActionContext): Promise<ServerOutcome> {
    checkLinux(server);
    const { store, regions, records, secrets, targets } = this.#parts;
    const bound = server.boundKeyPairId ? store.keyPairs.find(server.boundKeyPairId) : undefined;
    const target = await targets.forServer(server, asked);
    const material = bound ? await keyPairMaterial(bound, secrets) : null;
    const found = await regions.provider(server.regionId).inspectBinding(target, material, context);
    const drift = this.#drift(server, found);
    const { passwordLogon } = found;
    records.update(server.id, {
      ...{ status: 'running', checkedAt: drift.checkedAt, drift },
      ...(passwordLogon === 'unknown' ? {} : { passwordLogon }),
    });
    return { state: 'succeeded', proven: null, drift };
  }

  #drift(server: Server, { binding, passwordLogon, keys, command }: BindingInspection): Drift {
    const keyPairs = this.#parts.store.keyPairs.list(server.regionId);
    const known = new Set(keyPairs.map(({ publicKey }) => publicKey.line.split(' ').slice(0, 2).join(' ')));
    return {
      binding,
      isPasswordLogonBack: isPasswordLogonBack(server, passwordLogon),
      unknownKeys: keys.filter(({ publicKey }) => !known.has(publicKey)).length,
      hasKeysCommand: command !== null,
      checkedAt: Date.now(),
    };
  }
}

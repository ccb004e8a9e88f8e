import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { LogonSecrets } from '../../shared/model/logon-input.ts';
import type { Effect, Server } from '../../shared/model/server.ts';
import { notSelectableReason } from '../../shared/model/server.ts';
import type {
  ActionContext,
  Interrupted,
  KeyPairMaterial,
  Resumed,
  ServerProvider,
} from '../providers/provider.ts';
import type { JournalEntry, Store } from '../store/store.ts';
import { ActionRecords } from './action-records.ts';
import type { ServerOutcome } from './job-runner.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { keyPairMaterial } from './key-pair-material.ts';
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

/** What is done on one server. */
export class ServerActions {
  readonly #store: Store;
  readonly #regions: Regions;
  readonly #records: ActionRecords;
  readonly #secrets: KeptSecrets;
  readonly #targets: ServerTargets;

  constructor({ store, regions, records, secrets, targets }: Dependencies) {
    this.#store = store;
    this.#regions = regions;
    this.#records = new ActionRecords(records);
    this.#secrets = secrets;
    this.#targets = targets;
  }

  bind(
    server: Server,
    keyPair: KeyPair,
    effect: Effect,
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    return this.#bind(server, keyPair, { effect, repairs: false }, asked, context);
  }

  /** Binds what is bound once more, so that it holds again. */
  async repair(
    server: Server,
    effect: Effect,
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    const bound = server.boundKeyPairId ? this.#store.keyPairs.find(server.boundKeyPairId) : undefined;
    if (!bound) throw new AppError('key-pair-not-bound', { server: server.name });
    return this.#bind(server, bound, { effect, repairs: true }, asked, context);
  }

  async #bind(
    server: Server,
    keyPair: KeyPair,
    { effect, repairs }: { readonly effect: Effect; readonly repairs: boolean },
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    checkSelectable(server);
    const change = { change: 'bind', keyPairId: keyPair.id, effect } as const;
    const act = async (): Promise<ServerOutcome> => {
      const outcome = await this.#provider(server).bind(
        await this.#targets.forServer(server, asked),
        {
          keyPair: await this.#material(keyPair),
          formerKeyPair: await this.#former(server, keyPair.id),
          effect,
          repairs,
        },
        this.#records.watched(server.id, context),
      );
      return this.#records.done(server.id, outcome, change, keyPair.id);
    };
    return this.#records.orWhenUp(server, change, act);
  }

  async unbind(
    server: Server,
    keyPair: KeyPair,
    { effect, evenIfLastWayIn }: { readonly effect: Effect; readonly evenIfLastWayIn: boolean },
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    if (isAwaitedBind(server, keyPair.id)) return this.#records.withdraw(server);
    if (server.boundKeyPairId !== keyPair.id) {
      throw new AppError('key-pair-not-bound', { server: server.name });
    }
    const change = { change: 'unbind', keyPairId: keyPair.id, effect } as const;
    const act = async (): Promise<ServerOutcome> => {
      const outcome = await this.#provider(server).unbind(
        await this.#targets.forServer(server, asked),
        { keyPair: await this.#material(keyPair), effect, evenIfLastWayIn },
        this.#records.watched(server.id, context),
      );
      return this.#records.done(server.id, outcome, change, null);
    };
    return this.#records.orWhenUp(server, change, act);
  }

  /** Finishes what is pending, or reloads or restarts where nothing is. */
  async takeEffect(
    server: Server,
    effect: 'reload' | 'restart',
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    if (this.#awaitedKeyPair(server)) return this.carryOut(server, effect, asked, context);
    if (server.pending === null) checkLinux(server);
    const bound = server.boundKeyPairId ? this.#store.keyPairs.find(server.boundKeyPairId) : undefined;
    const target = await this.#targets.forServer(server, asked);
    const change = { effect, bound: bound ? await this.#material(bound) : null };
    const outcome = await this.#provider(server)
      .takeEffect(target, change, this.#records.watched(server.id, context))
      .catch((error: unknown) => this.#records.withdrawn(server, error));
    return this.#records.done(server.id, outcome, null, server.boundKeyPairId);
  }

  /** Does what waited for this server. Error: `request-invalid` when nothing does any longer. */
  async carryOut(
    server: Server,
    effect: Effect,
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    const keyPair = this.#awaitedKeyPair(server);
    if (!keyPair) throw new AppError('request-invalid');
    if (server.pending?.change === 'bind') return this.bind(server, keyPair, effect, asked, context);
    return this.unbind(server, keyPair, { effect, evenIfLastWayIn: false }, asked, context);
  }

  #awaitedKeyPair({ pending }: Server): KeyPair | undefined {
    if (pending?.waitsFor !== 'server' || pending.keyPairId === null) return undefined;
    return this.#store.keyPairs.find(pending.keyPairId);
  }

  async verifyLogon(
    server: Server,
    keyPair: KeyPair,
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    const { proven } = await this.#provider(server).verifyLogon(
      await this.#targets.forServer(server, asked),
      await this.#material(keyPair),
      context,
    );
    this.#records.answered(server.id);
    return { state: 'succeeded', proven };
  }

  async enablePasswordLogon(
    server: Server,
    effect: Effect,
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<ServerOutcome> {
    checkLinux(server);
    const outcome = await this.#provider(server).enablePasswordLogon(
      await this.#targets.forServer(server, asked),
      { effect },
      this.#records.watched(server.id, context),
    );
    const change = { change: 'enable-password-logon', keyPairId: null, effect } as const;
    return this.#records.done(server.id, outcome, change, server.boundKeyPairId);
  }

  /** Ends what an earlier run was cut off in, and records what holds now. */
  async resume(
    server: Server,
    entry: JournalEntry,
    kind: Interrupted['kind'],
    asked: LogonSecrets,
    context: ActionContext,
  ): Promise<Resumed> {
    const { keyPairId, formerKeyPairId, hadLine } = entry;
    const effect = entry.effect ?? 'postpone';
    const resumed = await this.#provider(server).resume(
      await this.#targets.forServer(server, asked),
      {
        kind,
        effect,
        hadLine,
        passwordLogon: server.passwordLogon,
        keyPair: await this.#materialOf(keyPairId),
        formerKeyPair: await this.#materialOf(formerKeyPairId),
      },
      context,
    );
    this.#records.resumed(server, resumed, { kind, keyPairId, effect });
    return resumed;
  }

  async #materialOf(id: KeyPairId | null): Promise<KeyPairMaterial | null> {
    const keyPair = id === null ? undefined : this.#store.keyPairs.find(id);
    return keyPair ? this.#material(keyPair) : null;
  }

  #provider({ regionId }: Server): ServerProvider {
    return this.#regions.provider(regionId);
  }

  #material(keyPair: KeyPair): Promise<KeyPairMaterial> {
    return keyPairMaterial(keyPair, this.#secrets);
  }

  async #former({ boundKeyPairId }: Server, nextId: KeyPairId): Promise<KeyPairMaterial | null> {
    return boundKeyPairId === nextId ? null : this.#materialOf(boundKeyPairId);
  }
}

function checkSelectable(server: Server): void {
  const reason = notSelectableReason(server);
  // Whether its host key is right by now shows when it is tried, and nothing is sent to it before.
  if (reason && reason !== server.statusProblem)
    throw new AppError('server-not-selectable', { reason, server: server.name });
}

function isAwaitedBind({ pending }: Server, keyPairId: KeyPairId): boolean {
  return pending?.change === 'bind' && pending.waitsFor === 'server' && pending.keyPairId === keyPairId;
}

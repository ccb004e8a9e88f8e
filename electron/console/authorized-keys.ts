import { AppError } from '../../shared/ipc/result.ts';
import type { AuthorizedKeyRef, AuthorizedKeysView } from '../../shared/model/authorized-key.ts';
import type { KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { LogonSecrets } from '../../shared/model/logon-input.ts';
import type { Server } from '../../shared/model/server.ts';
import type { ActionContext, AuthorizedKeys as Found } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { aboutKeyPair, type ActionHead, type Activity } from './activity.ts';
import type { JobRunner } from './job-runner.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { keyPairMaterial } from './key-pair-material.ts';
import { driftAfterChange } from './drift.ts';
import type { Regions } from './regions.ts';
import type { ServerRecords } from './server-records.ts';
import { checkLinux } from './server-rules.ts';
import type { ServerTargets } from './server-targets.ts';

const timeoutMs = 2 * 60_000;

interface Dependencies {
  readonly store: Store;
  readonly regions: Regions;
  readonly records: ServerRecords;
  readonly secrets: KeptSecrets;
  readonly targets: ServerTargets;
  readonly runner: Pick<JobRunner, 'alone'>;
  readonly activity: Pick<Activity, 'record'>;
}

/** What keys open a server: to look at, to change, and to hold against the records. */
export class AuthorizedKeys {
  readonly #parts: Dependencies;

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  async list(serverId: ServerId, asked: LogonSecrets): Promise<AuthorizedKeysView> {
    const { records, targets } = this.#parts;
    const server = records.get(serverId);
    checkLinux(server);
    return records.watching(serverId, async () => {
      const target = await targets.forServer(server, asked);
      return this.#view(server, await this.#provider(server).listAuthorizedKeys(target, context()));
    });
  }

  /** A further key pair beside the bound one. */
  add(serverId: ServerId, keyPairId: KeyPairId, asked: LogonSecrets): Promise<AuthorizedKeysView> {
    const server = this.#parts.records.get(serverId);
    const keyPair = this.#keyPair(keyPairId, server);
    return this.#change('add-authorized-key', server, keyPair, asked, async () => {
      const target = await this.#parts.targets.forServer(server, asked);
      const material = await keyPairMaterial(keyPair, this.#parts.secrets);
      await this.#provider(server).addAuthorizedKey(target, material, context());
    });
  }

  /** Errors: `authorized-keys-changed` when the line is no longer there, `last-way-in`. */
  remove(
    serverId: ServerId,
    line: AuthorizedKeyRef,
    evenIfLastWayIn: boolean,
    asked: LogonSecrets,
  ): Promise<AuthorizedKeysView> {
    const server = this.#parts.records.get(serverId);
    return this.#change('remove-authorized-key', server, null, asked, async (found) => {
      const target = await this.#parts.targets.forServer(server, asked);
      const onKey = (sha256: string): void => found(this.#aboutKey(server, sha256));
      const change = { line, evenIfLastWayIn };
      await this.#provider(server).removeAuthorizedKey(target, change, { ...context(), onKey });
    });
  }

  /** Alone on the server, in the activity; answers with what is there afterwards. */
  #change(
    kind: 'add-authorized-key' | 'remove-authorized-key',
    server: Server,
    keyPair: KeyPair | null,
    asked: LogonSecrets,
    work: (found: (about: Partial<ActionHead>) => void) => Promise<void>,
  ): Promise<AuthorizedKeysView> {
    const { records, runner, activity } = this.#parts;
    const head = { kind, regionId: server.regionId, serverName: server.name, ...aboutKeyPair(keyPair) };
    return activity.record(head, (found) =>
      runner.alone(server.id, async () => {
        checkLinux(server);
        await records.watching(server.id, () => work(found));
        const view = await this.list(server.id, asked);
        this.#recordBinding(server.id, view);
        return view;
      }),
    );
  }

  /** A bound key pair whose last line has been removed is bound no longer; what was found before is over. */
  #recordBinding(id: ServerId, { keys }: AuthorizedKeysView): void {
    const server = this.#parts.records.get(id);
    const { boundKeyPairId } = server;
    const isOn = keys.some(({ keyPairId }) => keyPairId === boundKeyPairId);
    this.#parts.records.update(id, {
      boundKeyPairId: isOn ? boundKeyPairId : null,
      drift: driftAfterChange(server, 'unknown'),
    });
  }

  #view({ regionId }: Server, { keys, command, authorities, otherLines }: Found): AuthorizedKeysView {
    const keyPairs = new Map(
      this.#parts.store.keyPairs.list(regionId).map(({ id, publicKey }) => [keyOf(publicKey.line), id]),
    );
    const named = keys.map((key) => ({ key, keyPairId: keyPairs.get(key.publicKey) ?? null }));
    return { command, authorities, otherLines, keys: named };
  }

  /** A key that is none of the region's key pairs has no name here. */
  #aboutKey({ regionId }: Server, sha256: string): Partial<ActionHead> {
    const keyPairs = this.#parts.store.keyPairs.list(regionId);
    const keyPair = keyPairs.find(({ publicKey }) => publicKey.fingerprintSha256 === sha256);
    return { ...aboutKeyPair(keyPair), keyPairFingerprint: sha256 };
  }

  #provider({ regionId }: Server) {
    return this.#parts.regions.provider(regionId);
  }

  /** One of the server's own region. */
  #keyPair(id: KeyPairId, { regionId }: Server): KeyPair {
    const keyPair = this.#parts.store.keyPairs.find(id);
    if (keyPair?.regionId !== regionId) throw new AppError('key-pair-not-found');
    return keyPair;
  }
}

/** A public line without its comment. */
function keyOf(line: string): string {
  return line.split(' ').slice(0, 2).join(' ');
}

function context(): ActionContext {
  return { signal: AbortSignal.timeout(timeoutMs), onStep: () => undefined };
}

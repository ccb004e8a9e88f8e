import type { Response } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/result.ts';
import type { AuthorizedKeysView } from '../../shared/model/authorized-key.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Server } from '../../shared/model/server.ts';
import { call } from '../lib/client.ts';
import {
  mergeSecrets,
  needAfter,
  needsOf,
  secretsOfOne,
  type SecretNeed,
  type ServerSecrets,
} from './secrets.ts';

export type ListedKey = AuthorizedKeysView['keys'][number];

type Asked = ReturnType<typeof secretsOfOne>;

/** The keys that open one server's account: read, added to and removed from, asking for what is kept nowhere. */
export class AuthorizedKeysState {
  view: AuthorizedKeysView | undefined = $state.raw();
  /** What went wrong last, unless it only asks for something. */
  error: unknown = $state.raw();
  isBusy = $state(false);
  needs: readonly SecretNeed[] = $state.raw([]);

  readonly #server: Server;
  #secrets: ServerSecrets = [];
  /** What is done again with what was typed. */
  #last: () => Promise<boolean>;

  constructor(server: Server, keyPairs: readonly KeyPair[]) {
    this.#server = server;
    this.needs = needsOf([server], keyPairs);
    this.#last = () => this.load();
  }

  load(): Promise<boolean> {
    return this.#try((asked) => call('authorized-keys:list', { serverId: this.#server.id, ...asked }));
  }

  add(keyPairId: KeyPairId): Promise<boolean> {
    return this.#try((asked) =>
      call('authorized-keys:add', { serverId: this.#server.id, keyPairId, ...asked }),
    );
  }

  /** Where no other way in was proven, `error` is `last-way-in` and nothing has changed. */
  remove({ key }: ListedKey, evenIfLastWayIn: boolean): Promise<boolean> {
    const { path, line, digest } = key;
    return this.#try((asked) =>
      call('authorized-keys:remove', {
        serverId: this.#server.id,
        line: { path, line, digest },
        evenIfLastWayIn,
        ...asked,
      }),
    );
  }

  /** The last action once more, with what was asked for. */
  goOn(secrets: ServerSecrets): Promise<boolean> {
    this.#secrets = mergeSecrets(this.#secrets, secrets);
    return this.#last();
  }

  get isLastWayIn(): boolean {
    return this.error instanceof AppError && this.error.code === 'last-way-in';
  }

  /** What was typed is forgotten with the panel. */
  dispose(): void {
    this.#secrets = [];
  }

  async #try(work: (asked: Asked) => Promise<Response<'authorized-keys:list'>>): Promise<boolean> {
    this.#last = () => this.#try(work);
    this.isBusy = true;
    this.error = undefined;
    try {
      this.view = await work(secretsOfOne(this.#secrets));
      this.needs = [];
      return true;
    } catch (error) {
      const kind = error instanceof AppError ? needAfter(error.code) : undefined;
      this.needs = kind ? [{ server: this.#server, kind }] : [];
      this.error = error;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

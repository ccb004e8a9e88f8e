import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { ServerId } from '../../shared/model/ids.ts';
import type { JobResult } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import { call } from '../lib/client.ts';
import { hostKeyProblemOf, type HostKeyProblem } from './host-key-problem.ts';

/** An unknown host key, and the server that showed it. */
export interface ShownHostKey {
  readonly server: Server;
  readonly problem: HostKeyProblem;
}

/** How many are asked at the same time for the key that they show now. */
const acceptedAtOnce = 8;

/** The unknown host keys among the results of a job. Changed ones are not among them: they are no matter of bulk. */
export function unknownHostKeys(
  results: readonly JobResult[],
  servers: ReadonlyMap<string, Server>,
): readonly ShownHostKey[] {
  return results.flatMap(({ serverId, error }) => {
    const server = servers.get(serverId);
    const problem = error ? hostKeyProblemOf(error) : undefined;
    return server && problem?.kind === 'unknown' ? [{ server, problem }] : [];
  });
}

/** Unknown host keys that are compared and accepted together: none without its tick. */
export class HostKeysState {
  readonly keys: readonly ShownHostKey[];
  readonly ticked = new SvelteSet<ServerId>();
  /** What went wrong, by server. */
  readonly errors = new SvelteMap<ServerId, unknown>();
  isBusy = $state(false);

  constructor(keys: readonly ShownHostKey[]) {
    this.keys = keys;
  }

  get areAllTicked(): boolean {
    return this.ticked.size === this.keys.length;
  }

  tick(id: ServerId, isTicked: boolean): void {
    if (isTicked) this.ticked.add(id);
    else this.ticked.delete(id);
  }

  tickAll(areTicked: boolean): void {
    for (const { server } of this.keys) this.tick(server.id, areTicked);
  }

  /** Answers with the servers whose key was pinned; why the others' was not is in `errors`. */
  async accept(): Promise<readonly ServerId[]> {
    this.isBusy = true;
    const pinned: ServerId[] = [];
    this.errors.clear();
    const queue = this.keys.filter(({ server }) => this.ticked.has(server.id)).values();
    const worker = async (): Promise<void> => {
      for (const { server, problem } of queue) {
        try {
          await call('servers:accept-host-key', { serverId: server.id, hostKey: problem.shown });
          pinned.push(server.id);
        } catch (error) {
          this.errors.set(server.id, error);
        }
      }
    };
    await Promise.all(Array.from({ length: acceptedAtOnce }, worker));
    this.isBusy = false;
    return pinned;
  }

  copy(): Promise<unknown> {
    const shown = this.keys.map(({ server, problem }) => ({ serverId: server.id, ...problem.shown }));
    return call('servers:copy-host-keys', { shown });
  }
}

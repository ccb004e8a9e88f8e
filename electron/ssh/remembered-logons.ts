import { createHmac, randomBytes } from 'node:crypto';
import type { Credential, ServerTarget } from './target.ts';

type Account = Pick<ServerTarget, 'host' | 'port' | 'user'>;

/**
 * What each server has taken and refused since the application was started. Each refusal is counted, so what was taken
 * comes first and what was refused comes last: the right one is found in the end, however many there are.
 */
export class RememberedLogons {
  /** Of the credentials there is only a keyed hash here, and the key goes with the process. */
  readonly #key = randomBytes(32);
  readonly #ranks = new Map<string, number>();
  #refusals = 0;

  /** In the given order, as far as nothing is known of them. */
  sorted<Kind extends Credential>(account: Account, credentials: readonly Kind[]): readonly Kind[] {
    const ranked = credentials.map((credential) => ({ credential, rank: this.#rank(account, credential) }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ credential }) => credential);
  }

  note(account: Account, credential: Credential, wasTaken: boolean): void {
    this.#ranks.set(this.#nameOf(account, credential), wasTaken ? -1 : (this.#refusals += 1));
  }

  #rank(account: Account, credential: Credential): number {
    return this.#ranks.get(this.#nameOf(account, credential)) ?? 0;
  }

  #nameOf({ host, port, user }: Account, credential: Credential): string {
    const text = JSON.stringify([host.toLowerCase(), port, user, Object.entries(credential).sort()]);
    return createHmac('sha256', this.#key).update(text).digest('base64');
  }
}

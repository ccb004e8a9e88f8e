import type { KeyPairId, ServerId } from '../../shared/model/ids.ts';
import type { Recorded } from './judge.ts';
import type { Moment, Operation } from './fault-case.ts';

/** Who is who in an application's store. */
export interface Cast {
  readonly serverId: ServerId;
  readonly fresh: KeyPairId;
  readonly former: KeyPairId;
}

/** What an application's process is told at its start. */
export interface Order {
  readonly storePath: string;
  /** What its keychain holds, by account. */
  readonly secrets: readonly (readonly [string, string])[];
  readonly cast: Cast;
  readonly operation: Operation;
  /** Where it stops and waits to be told to go on; it goes through without. */
  readonly moment: Moment | null;
}

/** What it is told afterwards: begin the operation, go on at the moment, end. */
export type Command = 'act' | 'go' | 'exit';

/** What it says. `settled`: everything that an earlier run has left is ended. */
export type Report =
  | { readonly kind: 'settled'; readonly recorded: Recorded }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'ended'; readonly recorded: Recorded }
  | { readonly kind: 'crashed'; readonly what: string };

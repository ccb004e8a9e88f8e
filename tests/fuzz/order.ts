/** How many mutated inputs follow the seeds, which are the same on each machine, or for how long they do. */
export type FuzzExtent = { readonly mutations: number } | { readonly milliseconds: number };

export interface FuzzOrder {
  /** A module of this folder, without its ending: `targets/key-file`. */
  readonly name: string;
  readonly seed: number;
  readonly extent: FuzzExtent;
  /** How many inputs were read, the length of the one that is being read, and that input. */
  readonly current: SharedArrayBuffer;
}

export interface FuzzFinding {
  readonly problem: string;
  /** In Base64. */
  readonly input: string;
}

export interface FuzzReport {
  readonly name: string;
  readonly runs: number;
  /** How many of the counted places in the code were reached. */
  readonly places: number;
  /** How many inputs reached something new. */
  readonly corpus: number;
  readonly findings: readonly FuzzFinding[];
}

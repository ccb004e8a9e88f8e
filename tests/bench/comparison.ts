/** One of the things that are measured, and what it is held against. */
export interface Contest {
  readonly name: string;
  readonly rival: string;
  readonly unit: 'ms' | 'MB';
  readonly runs: number;
  readonly ours: () => Promise<number> | number;
  readonly theirs: () => Promise<number> | number;
}

/** Several rivals in the same rounds. */
interface Tournament extends Pick<Contest, 'unit' | 'runs' | 'ours'> {
  readonly rivals: readonly Pick<Contest, 'name' | 'rival' | 'theirs'>[];
}

export interface Comparison {
  readonly name: string;
  readonly rival: string;
  /** Medians. */
  readonly ours: number;
  readonly theirs: number;
  readonly unit: 'ms' | 'MB';
  /** Ours over theirs: below 1 is faster. */
  readonly ratio: number;
  readonly runs: number;
}

/** Measures both by turns, so that whatever else the machine does hits both. The first turn only warms up. */
export async function compare({ name, rival, unit, runs, ours, theirs }: Contest): Promise<Comparison> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let run = 0; run <= runs; run++) {
    const measured = run % 2 === 0 ? await inTurn(ours, theirs) : (await inTurn(theirs, ours)).reverse();
    const [our = 0, their = 0] = measured;
    if (run === 0) continue;
    times.ours.push(our);
    times.theirs.push(their);
  }
  const [our, their] = [median(times.ours), median(times.theirs)];
  return { name, rival, ours: rounded(our), theirs: rounded(their), unit, ratio: rounded(our / their), runs };
}

/** The same against several rivals, where a turn takes long: ours is measured once a round and held against each. */
export async function compareAll({ unit, runs, ours, rivals }: Tournament): Promise<readonly Comparison[]> {
  const our: number[] = [];
  const their = rivals.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    our.push(await ours());
    for (const [index, { theirs }] of rivals.entries()) their[index]?.push(await theirs());
  }
  const mine = median(our);
  return rivals.map(({ name, rival }, index) => {
    const rest = median(their[index] ?? []);
    return {
      name,
      rival,
      ours: rounded(mine),
      theirs: rounded(rest),
      unit,
      ratio: rounded(mine / rest),
      runs,
    };
  });
}

async function inTurn(first: Contest['ours'], second: Contest['ours']): Promise<number[]> {
  return [await first(), await second()];
}

/** How long something takes, in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

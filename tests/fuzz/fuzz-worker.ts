/** The thread that feeds one target: it may hang or run out of memory, and who started it sees with what input. */
import { parentPort, workerData } from 'node:worker_threads';
import { Coverage } from './coverage.ts';
import { instrumentOwnModules } from './instrument.ts';
import { Dice, mutate } from './mutate.ts';
import type { FuzzOrder, FuzzReport, FuzzFinding } from './order.ts';
import type { FuzzTarget } from './target.ts';

const slowMs = 1000;
const maxFindings = 20;

const { name, seed, extent, current } = workerData as FuzzOrder;
const [progress, bytes] = [new Int32Array(current, 0, 2), Buffer.from(current, 8)];

/** Tells the other thread what is about to be read. */
function announce(input: Buffer): void {
  input.copy(bytes);
  Atomics.store(progress, 1, Math.min(input.length, bytes.length));
  Atomics.add(progress, 0, 1);
}

async function runOnce(target: FuzzTarget, input: Buffer): Promise<string | undefined> {
  announce(input);
  const started = performance.now();
  try {
    await target.run(input);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message} ${placeOf(error)}` : 'a thrown value';
  }
  const tookMs = performance.now() - started;
  return tookMs > slowMs ? `took ${Math.round(tookMs)} ms` : undefined;
}

function placeOf(error: Error): string {
  return /\((?:file:\/\/)?[^)]*?\/((?:electron|tests)\/[^)]*)\)/.exec(error.stack ?? '')?.[1] ?? '';
}

async function fuzz(target: FuzzTarget): Promise<FuzzReport> {
  const dice = new Dice(seed);
  const coverage = new Coverage();
  const words = target.words.map((word) => Buffer.from(word));
  const corpus: Buffer[] = [];
  const findings = new Map<string, FuzzFinding>();
  const started = performance.now();
  let runs = 0;
  const tryOne = async (input: Buffer, isSeed: boolean): Promise<void> => {
    const problem = await runOnce(target, input);
    runs++;
    if (problem !== undefined && findings.size < maxFindings)
      findings.set(problem, { problem, input: input.toString('base64') });
    if (coverage.takeOver() || isSeed) corpus.push(Buffer.from(input));
  };
  for (const input of target.seeds) await tryOne(input, true);
  const isOver = (): boolean =>
    'mutations' in extent
      ? runs >= target.seeds.length + extent.mutations
      : performance.now() - started >= extent.milliseconds;
  while (!isOver()) {
    const parent = pick(corpus, dice);
    await tryOne(mutate(parent, dice, words, pick(corpus, dice)), false);
  }
  return { name, runs, places: coverage.places, corpus: corpus.length, findings: [...findings.values()] };
}

/** What was found last leads on more often than the seeds do. */
function pick(corpus: readonly Buffer[], dice: Dice): Buffer {
  const recent = corpus.slice(-32);
  return dice.below(2) === 0 ? dice.one(corpus) : dice.one(recent);
}

instrumentOwnModules();
const { target } = (await import(`./${name}.ts`)) as { target: FuzzTarget };
parentPort?.postMessage(await fuzz(target));

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FuzzExtent, FuzzOrder, FuzzReport } from './order.ts';

/** Beyond this an input hangs, and the thread is given up. */
const usualHangMs = 10_000;
const loadingMs = 60_000;
const memoryMb = 512;
const maxInput = 32_768;

export const targetNames: readonly string[] = readdirSync(join(import.meta.dirname, 'targets')).map(
  (file) => `targets/${file.replace(/\.ts$/, '')}`,
);

/** Fuzzes one target to that extent. Never throws: whatever goes wrong is a finding. */
export async function fuzzTarget(
  name: string,
  extent: FuzzExtent,
  seed: number,
  hangMs = usualHangMs,
): Promise<FuzzReport> {
  const current = new SharedArrayBuffer(8 + maxInput);
  const order: FuzzOrder = { name, seed, extent, current };
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const { promise, resolve } = Promise.withResolvers<FuzzReport>();
  const giveUp = (problem: string): void => {
    resolve({ name, runs: 0, places: 0, corpus: 0, findings: [{ problem, input: inputOf(current) }] });
  };
  worker
    .once('message', resolve)
    .once('error', (error: Error) => giveUp(`ends the thread: ${error.message}`));
  const stopWatching = watchProgress(current, hangMs, () => giveUp(`hangs for more than ${hangMs} ms`));
  const report = await promise;
  stopWatching();
  await worker.terminate();
  return report;
}

/** Nothing is read yet while the modules are loaded: that may take its time. */
function watchProgress(current: SharedArrayBuffer, hangMs: number, onHang: () => void): () => void {
  const progress = new Int32Array(current, 0, 1);
  let last = { runs: 0, at: performance.now() };
  const timer = setInterval(() => {
    const runs = Atomics.load(progress, 0);
    const limitMs = runs === 0 ? loadingMs : hangMs;
    if (runs !== last.runs) last = { runs, at: performance.now() };
    else if (performance.now() - last.at > limitMs) onHang();
  }, hangMs / 5);
  return () => clearInterval(timer);
}

function inputOf(current: SharedArrayBuffer): string {
  const [, length = 0] = new Int32Array(current, 0, 2);
  return Buffer.from(current, 8, length).toString('base64');
}

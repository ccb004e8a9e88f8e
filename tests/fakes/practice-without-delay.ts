import type { RegionProvider } from '../../electron/providers/inventory.ts';
import { createPracticeProvider } from '../../electron/providers/practice/practice-provider.ts';

/** The practice provider by a clock of the test's own, remembering in memory. */
export function practiceWithoutDelay(
  now: () => number,
  sleep: (ms: number) => Promise<void> = () => Promise.resolve(),
): RegionProvider {
  let text: string | undefined;
  const memory = { read: () => text, write: (written: string) => void (text = written) };
  return createPracticeProvider({
    memory,
    now,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      await sleep(ms);
    },
  });
}

import { describe, expect, test } from 'vitest';
import { fuzzTarget, targetNames } from '../../fuzz/fuzz.ts';

const milliseconds = 300;
/** The same inputs each time: what `npm run fuzz` finds with others becomes a vector. */
const seed = 20_261_123;

test.each(targetNames)('G7: %s stands what mutated vectors do to it', async (name) => {
  const { runs, places, findings } = await fuzzTarget(name, milliseconds, seed);
  expect(findings).toEqual([]);
  expect(runs).toBeGreaterThan(100);
  expect(places).toBeGreaterThan(20);
});

describe('the fuzzer itself', () => {
  test('finds a bug behind four letters, because it sees how far an input came', async () => {
    const { findings } = await fuzzTarget('samples/planted-bug', 2000, seed);
    expect(findings.map(({ problem }) => problem)).toEqual([expect.stringContaining('planted')]);
    expect(Buffer.from(findings[0]?.input ?? '', 'base64').toString('latin1')).toMatch(/^key!/);
  });

  test('finds an input that hangs', async () => {
    const { findings } = await fuzzTarget('samples/planted-hang', 100, seed, 500);
    expect(findings).toEqual([{ problem: 'hangs for more than 500 ms', input: 'AQ==' }]);
  });
});

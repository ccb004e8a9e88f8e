import { describe, expect, test } from 'vitest';
import { fuzzTarget, targetNames } from '../../fuzz/fuzz.ts';

/** The same inputs each time and everywhere: what `npm run fuzz` finds with others becomes a vector. */
const seed = 20_261_123;

test.each(targetNames)('G7: %s stands what mutated vectors do to it', async (name) => {
  const { places, findings } = await fuzzTarget(name, { mutations: 500 }, seed);
  expect(findings).toEqual([]);
  expect(places).toBeGreaterThan(20);
});

describe('the fuzzer itself', () => {
  test('finds a bug behind four letters, because it sees how far an input came', async () => {
    const { findings } = await fuzzTarget('samples/planted-bug', { mutations: 40_000 }, seed);
    expect(findings.map(({ problem }) => problem)).toEqual([expect.stringContaining('planted')]);
    expect(Buffer.from(findings[0]?.input ?? '', 'base64').toString('latin1')).toMatch(/^key!/);
  });

  test('finds an input that hangs', async () => {
    const { findings } = await fuzzTarget('samples/planted-hang', { mutations: 0 }, seed, 500);
    expect(findings).toEqual([{ problem: 'hangs for more than 500 ms', input: 'AQ==' }]);
  });
});

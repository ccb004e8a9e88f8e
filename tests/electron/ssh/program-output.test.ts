import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgramOutput } from '../../../electron/ssh/program-output.ts';

function feed(bytes: Buffer, cuts: readonly number[], greeting = 'GREETING'): ProgramOutput {
  const output = new ProgramOutput(greeting);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  places.slice(1).forEach((end, i) => output.push(bytes.subarray(places[i], end)));
  return output;
}

describe('the output of a program', () => {
  it('begins after the greeting, wherever the chunks are cut and whatever noise comes first', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat()),
        (noise, content, cuts) => {
          const bytes = Buffer.concat([noise, Buffer.from('\nGREETING\n'), content]);
          expect(feed(bytes, cuts).bytes.equals(content)).toBe(true);
        },
      ),
    );
  });

  it('C2: takes a greeting only as a line of its own', () => {
    for (const echo of ['GREETING\n', 'exec sh GREETING\n', '\nGREETING', '\nGREETING ok\n', '\n GREETING\n'])
      expect(feed(Buffer.from(echo), []).greeted).toBe(false);
  });

  it('T4: holds little of endless noise, and still finds the greeting after it', () => {
    const output = new ProgramOutput('GREETING');
    for (let i = 0; i < 1000; i++) output.push(Buffer.alloc(32_768, 'noise '));
    expect(output.noise.length).toBeLessThanOrEqual(4096);
    output.push(Buffer.from('\nGREETING\nafter'));
    expect(output.bytes.toString()).toBe('after');
  });

  it('finds each prompt in the noise once', () => {
    const output = new ProgramOutput('GREETING');
    output.push(Buffer.from('lecture\nPROMPT'));
    expect(output.takeFromNoise('PROMPT')).toBe(true);
    expect(output.takeFromNoise('PROMPT')).toBe(false);
    output.push(Buffer.from('Sorry, try again.\nPROMPT'));
    expect(output.takeFromNoise('PROMPT')).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgramOutput } from '../../../electron/ssh/program-output.ts';

const begun = '\nGREETING\n\nMARK\n';

function feed(bytes: Buffer, cuts: readonly number[], openings = ['GREETING']): ProgramOutput {
  const output = new ProgramOutput('MARK', openings);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  places.slice(1).forEach((end, i) => output.push(bytes.subarray(places[i], end)));
  return output;
}

describe('the output of a program', () => {
  it('is what is between its two marks, wherever the chunks are cut and whatever noise comes first', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 0, max: 255 }),
        fc.array(fc.nat()),
        (noise, content, code, cuts) => {
          const end = `\nMARK ${String(code)}\n`;
          const bytes = Buffer.concat([noise, Buffer.from(begun), content, Buffer.from(end)]);
          const output = feed(bytes, cuts);
          expect([output.bytes.equals(content), output.code]).toEqual([true, String(code)]);
        },
      ),
    );
  });

  it('is what has come so far until it ends, and nothing that comes after', () => {
    const output = feed(Buffer.from(`${begun}half`), []);
    expect([output.bytes.toString(), output.code]).toEqual(['half', undefined]);
    output.push(Buffer.from('\nMARK 0'));
    expect(output.code).toBeUndefined();
    output.push(Buffer.from('\nlate'));
    output.push(Buffer.from('r'));
    expect([output.bytes.toString(), output.code]).toEqual(['half', '0']);
  });

  it('finds its end in small pieces and after large ones', () => {
    const output = feed(Buffer.from(begun), []);
    for (let i = 0; i < 100; i++) output.push(Buffer.alloc(32_768, '\nMARK'));
    for (const letter of '\nMARK 42\n') output.push(Buffer.from(letter));
    expect([output.bytes.length, output.code]).toEqual([3_276_800, '42']);
  });

  it('begins with its mark alone in a shell that has greeted before', () => {
    expect(feed(Buffer.from('late words\nMARK\ncontent\nMARK 0\n'), [], []).bytes.toString()).toBe('content');
  });

  it('C2: takes a greeting only as a line of its own', () => {
    for (const echo of ['GREETING\n', 'exec sh GREETING\n', '\nGREETING', '\nGREETING ok\n', '\n GREETING\n'])
      expect(feed(Buffer.from(echo), []).missing).toBe(2);
  });

  it('C2: takes no mark that comes before the greeting', () => {
    const output = feed(Buffer.from('\nMARK\nnoise\nMARK 0\n'), []);
    expect([output.missing, output.code]).toEqual([2, undefined]);
  });

  it('T4: holds little of endless noise, and still finds the greeting after it', () => {
    const output = new ProgramOutput('MARK', ['GREETING']);
    for (let i = 0; i < 1000; i++) output.push(Buffer.alloc(32_768, 'noise '));
    expect(output.noise.length).toBeLessThanOrEqual(4096);
    output.push(Buffer.from(`${begun}after`));
    expect(output.bytes.toString()).toBe('after');
  });

  it('finds each prompt in the noise once', () => {
    const output = new ProgramOutput('MARK', ['GREETING']);
    output.push(Buffer.from('lecture\nPROMPT'));
    expect(output.takeFromNoise('PROMPT')).toBe(true);
    expect(output.takeFromNoise('PROMPT')).toBe(false);
    output.push(Buffer.from('Sorry, try again.\nPROMPT'));
    expect(output.takeFromNoise('PROMPT')).toBe(true);
  });
});

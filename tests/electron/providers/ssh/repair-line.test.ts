import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesWithKey, splitLines } from '../../../../electron/providers/ssh/authorized-keys.ts';
import { restrictingOptions } from '../../../../electron/providers/ssh/key-line.ts';
import { withoutOptions, withOptionsAgain } from '../../../../electron/providers/ssh/repair-line.ts';
import { publicLines } from '../../../vectors/public-lines.ts';

const { ed25519: ours, rsa } = publicLines;
const file = (...lines: string[]) => Buffer.from(lines.join('\n'));

describe('a line that somebody has put options on', () => {
  it('loses them, and nothing else: place, key, comment and every other line stay', () => {
    const content = file(
      '# top',
      `\tcommand="echo \\"a b\\"",no-pty  ${ours} mine\r`,
      `from="10.0.0.1" ${rsa}`,
      '',
    );
    expect(withoutOptions(content, ours)?.content.toString()).toBe(
      file('# top', `${ours} mine\r`, `from="10.0.0.1" ${rsa}`, '').toString(),
    );
  });

  it('is left alone where a full logon stands as well, before or after', () => {
    expect(withoutOptions(file(`command="x" ${ours}`, ours), ours)).toBeUndefined();
    expect(withoutOptions(file(ours, `command="x" ${ours}`), ours)).toBeUndefined();
    expect(withoutOptions(file(`no-port-forwarding ${ours}`), ours)).toBeUndefined();
    expect(withoutOptions(file(rsa, '# nothing'), ours)).toBeUndefined();
  });

  it('gets them back byte for byte, wherever it is by then', () => {
    const options = fc.constantFrom(
      'command="a b"',
      'from="10.0.0.0/8,!x"',
      'restrict,pty',
      'expiry-time="20260101"',
    );
    const other = fc.constantFrom('# comment', rsa, '', '\uFEFF', `restrict ${rsa}`);
    fc.assert(
      fc.property(fc.array(other), options, fc.array(other), (above, option, below) => {
        const content = file(...above, `${option} ${ours}`, ...below);
        const repaired = withoutOptions(content, ours);
        if (!repaired) return false;
        const [line] = linesWithKey(repaired.content, ours);
        expect(line && restrictingOptions(line.line)).toEqual([]);
        expect(splitLines(repaired.content)).toHaveLength(splitLines(content).length);
        expect(withOptionsAgain(repaired.content, repaired).equals(content)).toBe(true);
        return true;
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digestOf,
  findLine,
  linesWithKey,
  splitLines,
  withLine,
  withLineAgain,
  withoutKey,
  withoutLine,
} from '../../../../electron/providers/ssh/authorized-keys.ts';
import { publicLines } from '../../../vectors/public-lines.ts';
import { blobFrom, partsOf } from '../../keys/sample-keys.ts';
import { ours, sampleFiles, theirs } from './key-samples.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Files as they come: any bytes, and lines that look like keys, with any line ends. */
const anyFile = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(theirs, `${theirs} x`, `command="a, b \\" c" ${theirs}`, '# note', '', '\uFEFF'),
        fc.string({ unit: 'binary', maxLength: 40 }),
      ),
      { maxLength: 8 },
    )
    .chain((lines) =>
      fc
        .tuple(fc.constantFrom('\n', '\r\n'), fc.boolean())
        .map(([end, last]) => lines.join(end) + (last ? end : '')),
    )
    .map((text) => Buffer.from(text)),
);

describe('splitLines', () => {
  it('A1: parts put together again are the file, whatever its bytes', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        expect(Buffer.concat(splitLines(file)).equals(file)).toBe(true);
      }),
    );
  });
});

describe('withLineAgain', () => {
  it('A1: puts a line that was taken out where it was', () => {
    fc.assert(
      fc.property(anyFile, fc.nat(), (file, at) => {
        const lines = splitLines(file);
        fc.pre(lines.length > 0);
        const index = at % lines.length;
        const line = lines[index] ?? Buffer.alloc(0);
        const rest = withoutLine(file, index + 1, digestOf(line)) ?? file;
        expect(withLineAgain(rest, index + 1, line).equals(file)).toBe(true);
      }),
    );
  });

  it('A7: where others have written since, none of their lines grows together with it', () => {
    expect(withLineAgain(bytes('one\ntwo'), 3, bytes('three')).toString()).toBe('one\ntwo\nthree');
    expect(withLineAgain(bytes('one\ntwo\n'), 2, bytes('three')).toString()).toBe('one\nthree\ntwo\n');
    expect(withLineAgain(bytes(''), 7, bytes('three')).toString()).toBe('three');
  });
});

describe('withLine', () => {
  it.each(sampleFiles)('A1: keeps %s byte for byte and adds one line', (_name, file) => {
    const needsNewline = file.length > 0 && file.at(-1) !== 0x0a;
    const expected = Buffer.concat([file, bytes(`${needsNewline ? '\n' : ''}${ours}\n`)]);
    expect(withLine(file, ours).equals(expected)).toBe(true);
  });

  it('A1: the old file is the beginning of the new one, whatever its bytes', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const added = withLine(file, ours).subarray(file.length).toString();
        expect(withLine(file, ours).subarray(0, file.length).equals(file)).toBe(true);
        expect([`${ours}\n`, `\n${ours}\n`]).toContain(added);
        expect(findLine(withLine(file, ours), ours)?.restrictions).toEqual([]);
      }),
    );
  });

  it('A2: a second time changes nothing', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const once = withLine(file, ours);
        expect(withLine(once, ours)).toBe(once);
      }),
    );
  });

  it('A2: knows its key again under another comment', () => {
    const file = bytes(`${ours.split(' ').slice(0, 2).join(' ')} old@laptop\n`);
    expect(withLine(file, ours)).toBe(file);
  });

  it('A1: a BOM hides the first line from sshd, so the key is added again', () => {
    const file = Buffer.from(`\uFEFF${ours}\n`);
    expect(findLine(file, ours)).toBeUndefined();
    expect(withLine(file, ours).toString()).toBe(`\uFEFF${ours}\n${ours}\n`);
  });

  it('A1: edits 5 MB in less than a second of the processor’s time', () => {
    const file = Buffer.from(`${theirs} somebody\n`.repeat(Math.ceil((5 * 1024 * 1024) / theirs.length)));
    const begin = process.cpuUsage();
    expect(withoutKey(withLine(file, ours), ours).equals(file)).toBe(true);
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(1000);
  });

  it.each([`${ours}\n${theirs}`, 'rubbish', '', `command="x" ${ours}`, `${ours} a\0b`, `${ours} a\rb`])(
    'C12: refuses to write %j, which is not one plain line with a key',
    (line) => {
      expect(() => withLine(Buffer.alloc(0), line)).toThrow('public-key-invalid');
    },
  );
});

describe('withoutKey', () => {
  it('A1: takes out again what was added, but for a newline that was missing', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const needsNewline = file.length > 0 && file.at(-1) !== 0x0a;
        const expected = needsNewline ? Buffer.concat([file, bytes('\n')]) : file;
        expect(withoutKey(withLine(file, ours), ours).equals(expected)).toBe(true);
      }),
    );
  });

  it('A9: leaves every file without the key as it is', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        expect(withoutKey(file, ours)).toBe(file);
      }),
    );
  });

  it('A9: removes every line with the key and no other', () => {
    const lines = [
      theirs,
      ours,
      `no-pty ${ours} again`,
      `# ${ours}`,
      `${theirs} ${ours}`,
      `\t${ours}`,
      theirs,
    ];
    const kept = [theirs, `# ${ours}`, `${theirs} ${ours}`, theirs];
    expect(withoutKey(bytes(lines.join('\n')), ours).toString()).toBe(kept.join('\n'));
  });

  it('A9: leaves a certificate authority alone: its key does not log on', () => {
    const file = bytes(`cert-authority ${ours}\n`);
    expect(withoutKey(file, ours)).toBe(file);
  });
});

/** The public line of an RSA or DSA key with zeros in front of its last number, or of another. */
function padded(line: string, zeros: number, index = -1): string {
  const [algorithm = '', base64 = ''] = line.split(' ');
  const parts = partsOf(Buffer.from(base64, 'base64'));
  const at = index < 0 ? parts.length + index : index;
  const changed = parts.map((part, place) =>
    place === at ? Buffer.concat([Buffer.alloc(zeros), part]) : part,
  );
  return `${algorithm} ${blobFrom(...changed).toString('base64')} padded`;
}

describe('a key that was written with needless zeros', () => {
  const keys = [publicLines.rsa, publicLines.dsa];
  const cases = keys.flatMap((key) => [1, 2, 3, 4, 300].map((zeros) => [key, zeros] as const));

  it.each(cases)(
    'A2: %.12s... with %i of them is the same key for sshd, and not added again',
    (key, zeros) => {
      for (const line of [padded(key, zeros), padded(key, zeros, 1), `no-pty ${padded(key, zeros)}`]) {
        const file = bytes(`${theirs}\n${line}\n`);
        expect(findLine(file, key)?.lineNumber).toBe(2);
        expect(linesWithKey(file, key)).toHaveLength(1);
        if (!line.startsWith('no-pty')) expect(withLine(file, key)).toBe(file);
        expect(withoutKey(file, key).toString('latin1')).toBe(`${theirs}\n`);
      }
    },
  );

  it('A1: lines of other keys with them stay as they are, byte for byte', () => {
    const file = bytes(`${padded(publicLines.dsa, 5)}\n${padded(publicLines.rsa, 2)}\r\n`);
    expect(withoutKey(file, ours)).toBe(file);
    expect(withLine(file, ours).subarray(0, file.length)).toEqual(file);
  });

  it('A5: Base64 that sshd does not take is no key line of ours', () => {
    const [algorithm = '', base64 = ''] = padded(publicLines.rsa, 1).split(' ');
    const file = bytes(`${algorithm} ${base64.slice(0, 40)}-${base64.slice(40)}\n`);
    expect(findLine(file, publicLines.rsa)).toBeUndefined();
  });
});

describe('findLine', () => {
  it.each([
    ['command="/bin/true"', ['command']],
    ['from="10.0.0.0/8,!10.1.*",no-pty', ['from', 'no-pty']],
    ['expiry-time="20300101"', ['expiry-time']],
    ['cert-authority,principals="a"', ['cert-authority', 'principals']],
    ['COMMAND="echo \\"a b\\", c"', ['command']],
    ['restrict', ['restrict']],
    ['unheard-of', ['unheard-of']],
  ])('A5: a line with %s is no full logon', (options, restrictions) => {
    const file = bytes(`${theirs}\n${options} ${ours}\n${ours}\n`);
    expect(findLine(file, ours)).toEqual({ lineNumber: 2, restrictions });
  });

  it('A5: options that leave the logon whole do not count', () => {
    const file = bytes(`no-port-forwarding,environment="A=b c",permitopen="h:1" ${ours}\n`);
    expect(findLine(file, ours)).toEqual({ lineNumber: 1, restrictions: [] });
  });

  it('A5: a line under another algorithm’s name is none, but for the names that RSA has', () => {
    const [, base64 = ''] = ours.split(' ');
    expect(findLine(bytes(`ssh-rsa ${base64}\n`), ours)).toBeUndefined();
    expect(findLine(bytes('rsa-sha2-512 AAAAB3==\n'), 'ssh-rsa AAAAB3==')?.lineNumber).toBe(1);
  });

  it('A5: the first line with the key decides', () => {
    expect(findLine(bytes(`${ours}\ncommand="x" ${ours}\n`), ours)?.restrictions).toEqual([]);
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { keyOf, optionNames, readKeyLine } from '../../../../electron/providers/ssh/key-line.ts';
import { ours } from './key-samples.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'latchkey-key-line-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** ssh-keygen reads a file of authorized keys line by line, as sshd does. */
async function isKeyForOpenSsh(line: string): Promise<boolean> {
  const file = join(folder, 'line');
  writeFileSync(file, `${line}\n`, 'latin1');
  try {
    await run('ssh-keygen', ['-l', '-f', file]);
    return true;
  } catch {
    return false;
  }
}

const { algorithm, base64 } = keyOf(ours);
const key = `${algorithm} ${base64}`;

describe('readKeyLine', () => {
  it.each([
    key,
    ours,
    `  \t ${key}`,
    `${key}\r`,
    `${key}\tcomment with blanks`,
    `no-pty ${key}`,
    `command="a b" ${key}`,
    `command="a \\" b",no-pty ${key} x`,
    `from="1.2.3.4",environment="A=\\"b c\\"" ${key}`,
  ])('reads %j as OpenSSH does', async (line) => {
    expect(await isKeyForOpenSsh(line)).toBe(true);
    expect(readKeyLine(Buffer.from(line, 'latin1'))).toMatchObject({ algorithm, base64 });
  });

  it.each([`# ${key}`, '', '   ', `command="a ${key}`, algorithm, '\xef\xbb\xbf' + key])(
    'takes %j for no key, as OpenSSH does',
    async (line) => {
      expect(await isKeyForOpenSsh(line)).toBe(false);
      expect(readKeyLine(Buffer.from(line, 'latin1'))?.base64).not.toBe(base64);
    },
  );

  it('G7: never fails, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
        const line = readKeyLine(Buffer.from(array));
        expect(line === undefined || line.base64.length > 0).toBe(true);
      }),
    );
  });
});

describe('optionNames', () => {
  it('splits at commas outside quotes and minds no case', () => {
    expect(optionNames('No-Pty,command="a,b=\\",c",FROM="x,y",restrict')).toEqual([
      'no-pty',
      'command',
      'from',
      'restrict',
    ]);
  });
});

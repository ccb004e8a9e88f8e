import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { composeKeyFile } from '../../../../electron/keys/file/compose-key-file.ts';
import { parseKeyFile } from '../../../../electron/keys/file/parse-key-file.ts';
import type { PrivateKeyForm } from '../../../../shared/model/private-key-file.ts';
import { publicLineOf } from '../ssh-keygen.ts';
import { keyVector } from './key-vectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

const kinds = ['rsa-2048', 'rsa-4096', 'dsa', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'ed25519'];
const passphrase = 'pässwörd 東京';

async function kept(kind: string): Promise<{ pem: string; line: string }> {
  const read = await parseKeyFile(keyVector(`openssh/${kind}`).content);
  if (read.kind !== 'private' || read.privateKeyPem === undefined) throw new Error('no private key');
  return { pem: read.privateKeyPem, line: read.key.publicKey.line.split(' ').slice(0, 2).join(' ') };
}

/** The public line that puttygen derives. */
function puttyLine(file: string, secret = ''): string {
  const [key, secretFile] = [join(folder, 'key.ppk'), join(folder, 'secret')];
  writeFileSync(key, file, { mode: 0o600 });
  writeFileSync(secretFile, secret);
  const args = ['-L', key, '--old-passphrase', secretFile];
  return execFileSync('puttygen', args, { encoding: 'utf8', stdio: 'pipe' }).trimEnd();
}

describe.each(kinds)('G5: a key of kind %s', (kind) => {
  test.each<[PrivateKeyForm, string | undefined]>([
    ['pem', undefined],
    ['openssh', undefined],
    ['openssh', passphrase],
  ])('as %s with passphrase %s opens with ssh-keygen', async (form, secret) => {
    const { pem, line } = await kept(kind);
    const file = await composeKeyFile(pem, form, 'web key', secret);
    expect(
      publicLineOf(file, secret ?? '')
        .split(' ')
        .slice(0, 2)
        .join(' '),
    ).toBe(line);
  });

  test.each([undefined, 'secret'])(
    'as ppk with passphrase %s opens with puttygen, comment included',
    async (secret) => {
      const { pem, line } = await kept(kind);
      const file = await composeKeyFile(pem, 'ppk', 'web key', secret);
      expect(puttyLine(file, secret)).toBe(`${line} web key`);
      expect(file).toMatch(secret === undefined ? /^Encryption: none\r$/m : /^Key-Derivation: Argon2id\r$/m);
    },
  );

  test.each(['openssh', 'ppk'] as const)('written as %s is the same key when it is read', async (form) => {
    const { pem } = await kept(kind);
    const file = Buffer.from(await composeKeyFile(pem, form, `${kind}@example`, 'secret'));
    const read = await parseKeyFile(file, 'secret');
    const again = await composeKeyFile(read.kind === 'private' ? (read.privateKeyPem ?? '') : '', 'ppk', '');
    expect(again).toBe(await composeKeyFile(pem, 'ppk', ''));
    expect(await errorCode(parseKeyFile(file, 'Secret'))).toBe('passphrase-wrong');
  });
});

test('an empty passphrase is none, and a .pem is never encrypted', async () => {
  const { pem } = await kept('rsa-2048');
  expect(await errorCode(composeKeyFile(pem, 'openssh', '', ''))).toBe('passphrase-required');
  expect(await errorCode(composeKeyFile(pem, 'pem', '', 'secret'))).toBe('key-file-unsupported');
});

async function errorCode(reading: Promise<unknown>): Promise<unknown> {
  return reading.then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

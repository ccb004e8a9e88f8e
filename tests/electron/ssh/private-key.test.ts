import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/result.ts';
import { readPrivateKey } from '../../../electron/ssh/private-key.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-private-key-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function sshKeygen(name: string, type: string, passphrase: string, ...more: readonly string[]) {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-f', file, ...more]);
  return { text: readFileSync(file, 'utf8'), blob: readFileSync(`${file}.pub`, 'utf8').split(' ')[1] };
}

const publicBlob = (text: string, passphrase?: string) =>
  readPrivateKey(text, passphrase).getPublicSSH().toString('base64');

function codeOf(text: string, passphrase?: string): string {
  try {
    readPrivateKey(text, passphrase);
    return 'read';
  } catch (error) {
    return error instanceof AppError ? error.code : 'not typed';
  }
}

describe('a private key for a logon', () => {
  it.each([
    ['ed25519', []],
    ['ecdsa', []],
    ['rsa', ['-b', '2048']],
    ['rsa', ['-b', '2048', '-m', 'PEM']],
    ['rsa', ['-b', '2048', '-m', 'PKCS8']],
    ['ecdsa', ['-m', 'PEM']],
    ['ecdsa', ['-m', 'PKCS8']],
  ] as const)('is read as ssh-keygen writes it: %s %j', (type, more) => {
    const name = ['plain', type, ...more].join('');
    const plain = sshKeygen(name, type, '', ...more);
    expect(publicBlob(plain.text)).toBe(plain.blob);
    const closed = sshKeygen(`${name}-closed`, type, 'pass phrase ü', ...more);
    expect(publicBlob(closed.text, 'pass phrase ü')).toBe(closed.blob);
    expect(codeOf(closed.text)).toBe('passphrase-required');
    expect(codeOf(closed.text, 'wrong')).toBe('passphrase-wrong');
  });

  it('is read as PKCS#8 where ssh2 itself can not: Ed25519', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { x = '' } = publicKey.export({ format: 'jwk' });
    expect(readPrivateKey(text).getPublicSSH().subarray(-32).toString('base64url')).toBe(x);
  });

  it('that needs no passphrase is read although one was given', () => {
    const { text, blob } = sshKeygen('no-passphrase', 'ed25519', '');
    expect(publicBlob(text, 'not needed')).toBe(blob);
  });

  it('is none when it is public, damaged or something else', () => {
    const file = sshKeygen('damaged', 'ed25519', '');
    expect(codeOf(readFileSync(join(folder, 'damaged.pub'), 'utf8'))).toBe('private-key-invalid');
    expect(codeOf(file.text.replace('AAAA', 'AAAB'))).toBe('private-key-invalid');
    expect(codeOf('')).toBe('private-key-invalid');
    expect(codeOf('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----')).toBe(
      'private-key-invalid',
    );
  });

  it('that is damaged anywhere is refused by code, or read: never more than that', () => {
    const { text } = sshKeygen('mutated', 'ed25519', '');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, piece) => {
        expect(['read', 'private-key-invalid', 'passphrase-required']).toContain(
          codeOf(text.slice(0, at) + piece + text.slice(at + 1)),
        );
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { hostKeyFile, hostKeyProblem, hostKeyProblemOf } from '../../../renderer/servers/host-key-problem.ts';
import { AppError } from '../../../shared/ipc/result.ts';

const shown = { type: 'ssh-ed25519', sha256: 'SHA256:new' };

describe('T1: a host key problem', () => {
  test('unknown: shows type and fingerprint', () => {
    expect(hostKeyProblem(new AppError('host-key-unknown', shown))).toEqual({
      kind: 'unknown',
      shown,
      known: undefined,
    });
  });

  test('changed: shows both', () => {
    const details = { ...shown, knownType: 'ssh-rsa', knownSha256: 'SHA256:old' };
    expect(hostKeyProblem(new AppError('host-key-changed', details))).toEqual({
      kind: 'changed',
      shown,
      known: { type: 'ssh-rsa', sha256: 'SHA256:old' },
    });
  });

  test.each([
    ['another error', { code: 'server-unreachable', details: shown }],
    ['a revoked key, which is never accepted', { code: 'host-key-revoked', details: shown }],
    ['one without a fingerprint, which nobody could compare', { code: 'host-key-unknown', details: {} }],
  ] as const)('is not read out of %s', (_name, error) => {
    expect(hostKeyProblemOf(error)).toBeUndefined();
  });

  test('is not read out of what is no expected error', () => {
    expect(hostKeyProblem({ code: 'host-key-unknown', details: shown })).toBeUndefined();
  });
});

test.each([
  ['ssh-ed25519', 'ssh_host_ed25519_key.pub'],
  ['ssh-rsa', 'ssh_host_rsa_key.pub'],
  ['rsa-sha2-512', 'ssh_host_rsa_key.pub'],
  ['ecdsa-sha2-nistp256', 'ssh_host_ecdsa_key.pub'],
  ['constructor', 'ssh_host_ed25519_key.pub'],
])('the file to compare a key of type %s with is %s', (type, file) => {
  expect(hostKeyFile(type)).toBe(file);
});

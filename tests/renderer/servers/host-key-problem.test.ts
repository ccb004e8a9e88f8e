import { describe, expect, test } from 'vitest';
import { hostKeyProblem, hostKeyProblemOf } from '../../../renderer/servers/host-key-problem.ts';
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

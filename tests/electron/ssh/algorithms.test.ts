import { describe, expect, it } from 'vitest';
import { hostKeyAlgorithms } from '../../../electron/ssh/algorithms.ts';

describe('host key algorithms', () => {
  it('T3: hold neither SHA-1 signatures nor DSA', () => {
    const all = hostKeyAlgorithms([{ type: 'ssh-rsa' }, { type: 'ssh-dss' }]);
    expect(all).not.toContain('ssh-rsa');
    expect(all).not.toContain('ssh-dss');
    expect(all).toHaveLength(6);
  });

  it('T1: ask for the known types first, so that a server with several keys shows a known one', () => {
    expect(hostKeyAlgorithms([])[0]).toBe('ssh-ed25519');
    expect(hostKeyAlgorithms([{ type: 'ssh-rsa' }]).slice(0, 3)).toEqual([
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-ed25519',
    ]);
    expect(hostKeyAlgorithms([{ type: 'ecdsa-sha2-nistp384' }])[0]).toBe('ecdsa-sha2-nistp384');
  });
});

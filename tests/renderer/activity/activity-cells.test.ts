import { describe, expect, it } from 'vitest';
import { keyText } from '../../../renderer/activity/activity-cells.ts';

describe('the key pair of an entry', () => {
  it('is told by its name, and a key that has none here by its fingerprint', () => {
    const keyPairFingerprint = 'SHA256:abc';
    expect(keyText({ keyPairName: 'web', keyPairFingerprint })).toBe('web');
    expect(keyText({ keyPairName: '', keyPairFingerprint })).toBe('SHA256:abc');
    expect(keyText({ keyPairName: '', keyPairFingerprint: '' })).toBe('');
  });
});

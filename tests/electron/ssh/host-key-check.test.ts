import { describe, expect, it } from 'vitest';
import { describeHostKey } from '../../../electron/ssh/host-key.ts';
import { refusalOfHostKey } from '../../../electron/ssh/host-key-check.ts';
import { wireString } from '../../../electron/keys/wire.ts';

function hostKey(type: string, body: string) {
  return describeHostKey(Buffer.concat([wireString(type), wireString(body)]));
}

const shown = hostKey('ssh-ed25519', 'shown');
const other = hostKey('ssh-ed25519', 'other');
const rsa = hostKey('ssh-rsa', 'rsa');
const address = { host: 'web', port: 22 };

describe('the host key', () => {
  it('T1: is trusted when its type and blob are known', () => {
    expect(refusalOfHostKey(shown, { ...address, knownHostKeys: [rsa, other, shown] })).toBeUndefined();
  });

  it('T1: is unknown where no key is known, and says what was shown', () => {
    const refusal = refusalOfHostKey(shown, { ...address, knownHostKeys: [] });
    expect(refusal?.code).toBe('host-key-unknown');
    expect(refusal?.details).toEqual({ ...address, type: 'ssh-ed25519', sha256: shown.sha256 });
  });

  it('T1: is trusted when exactly this type and fingerprint was accepted', () => {
    const ask = (acceptedHostKey: { type: string; sha256: string }) =>
      refusalOfHostKey(shown, { ...address, knownHostKeys: [], acceptedHostKey })?.code;
    expect(ask(shown)).toBeUndefined();
    expect(ask(other)).toBe('host-key-unknown');
    expect(ask({ type: 'ssh-rsa', sha256: shown.sha256 })).toBe('host-key-unknown');
  });

  it('T1: that has changed is refused with both fingerprints, even when it was accepted', () => {
    const trust = { ...address, knownHostKeys: [rsa, other], acceptedHostKey: shown };
    const refusal = refusalOfHostKey(shown, trust);
    expect(refusal?.code).toBe('host-key-changed');
    expect(refusal?.details).toEqual({
      ...address,
      type: 'ssh-ed25519',
      sha256: shown.sha256,
      knownType: 'ssh-ed25519',
      knownSha256: other.sha256,
    });
  });

  it('T1: of another type than the known one has changed', () => {
    expect(refusalOfHostKey(shown, { ...address, knownHostKeys: [rsa] })?.details).toMatchObject({
      knownType: 'ssh-rsa',
      knownSha256: rsa.sha256,
    });
  });

  it('T1: must have the known type too, not the known blob alone', () => {
    const disguised = { type: 'ssh-rsa', blob: shown.blob };
    expect(refusalOfHostKey(shown, { ...address, knownHostKeys: [disguised] })?.code).toBe(
      'host-key-changed',
    );
  });

  it('that is revoked is refused although it is known', () => {
    const trust = { ...address, knownHostKeys: [shown], revokedHostKeys: [shown] };
    expect(refusalOfHostKey(shown, trust)?.code).toBe('host-key-revoked');
  });

  it('that does not begin with a type is no host key', () => {
    expect(() => describeHostKey(Buffer.from([0, 0, 1, 0, 65]))).toThrow();
    expect(() => describeHostKey(Buffer.alloc(0))).toThrow();
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintSha256 } from '../../../electron/keys/fingerprint.ts';
import type { AuthorizedKey } from '../../../shared/model/authorized-key.ts';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

const line = { path: '/root/.ssh/authorized_keys', line: 1, digest: '0'.repeat(64) };

function keyIn(publicLine: string): AuthorizedKey {
  const [type = '', base64 = '', comment = ''] = publicLine.split(' ');
  const sha256 = fingerprintSha256(Buffer.from(base64, 'base64'));
  const digest = createHash('sha256').update(publicLine).digest('hex');
  const plain = { options: '', restrictions: [], sha256, bits: 256 };
  return { ...line, ...plain, digest, type, comment, publicKey: `${type} ${base64}` };
}

const foreign = keyIn(
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO8mX0S0vSnk1lBfv8g0Bv3sYk1qY3Y3ZJ0p7q0m1m2n mine',
);

async function bound() {
  const under = consoleUnderTest();
  const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  const { id } = await under.addServer('web-1');
  await under.finished(under.console.bindings.bind(keyPair.id, [id], 'reload', []));
  const key = keyIn(keyPair.publicKey.line);
  under.provider.inspection = { ...under.provider.inspection, keys: [foreign, key] };
  return { under, keyPair, id, key };
}

describe('authorized keys', () => {
  it('says which lines are the region’s key pairs', async () => {
    const { under, keyPair, id, key } = await bound();
    expect(await under.console.authorizedKeys.list(id, {})).toEqual({
      command: null,
      authorities: 0,
      otherLines: 0,
      keys: [
        { key: foreign, keyPairId: null },
        { key, keyPairId: keyPair.id },
      ],
    });
  });

  it('adds a further key pair without touching the binding, and records it', async () => {
    const { under, keyPair, id } = await bound();
    const second = (await under.console.keyPairs.create(under.regionId, 'second', { type: 'ed25519' }))
      .keyPair;
    await under.console.authorizedKeys.add(id, second.id, {});
    const added = under.provider.calls.find(({ action }) => action === 'add-authorized-key');
    expect(added?.change).toMatchObject({ publicLine: second.publicKey.line });
    expect(serverOf(under, id).boundKeyPairId).toBe(keyPair.id);
  });

  it('A9: passes on that a line is the last way in, and that it may go all the same', async () => {
    const { under, keyPair, id } = await bound();
    under.provider.failOn('web-1.example', 'last-way-in');
    const remove = (evenIfLastWayIn: boolean) =>
      under.console.authorizedKeys.remove(id, line, evenIfLastWayIn, {});
    await expect(remove(false)).rejects.toMatchObject({ code: 'last-way-in' });
    under.provider.heal();
    await remove(true);
    const calls = under.provider.calls.filter(({ action }) => action === 'remove-authorized-key');
    expect(calls.map(({ change }) => change)).toEqual([
      { line, evenIfLastWayIn: false },
      { line, evenIfLastWayIn: true },
    ]);
    expect(serverOf(under, id).boundKeyPairId).toBe(keyPair.id);
  });

  it('a bound key pair whose last line was removed is bound no longer', async () => {
    const { under, id } = await bound();
    under.provider.inspection = { ...under.provider.inspection, keys: [foreign] };
    await under.console.authorizedKeys.remove(id, line, false, {});
    expect(serverOf(under, id).boundKeyPairId).toBeNull();
  });

  it('the activity names the key pair that was removed, and a foreign key by its fingerprint', async () => {
    const { under, keyPair, id, key } = await bound();
    const named = () => {
      const [newest] = under.console.activity.list();
      return [newest?.kind, newest?.outcome, newest?.keyPairName, newest?.keyPairFingerprint];
    };
    await under.console.authorizedKeys.remove(id, foreign, false, {});
    expect(named()).toEqual(['remove-authorized-key', 'succeeded', '', foreign.sha256]);
    under.provider.failOn('web-1.example', 'last-way-in');
    await expect(under.console.authorizedKeys.remove(id, key, false, {})).rejects.toThrow('last-way-in');
    const { fingerprintSha256: fingerprint } = keyPair.publicKey;
    expect(named()).toEqual(['remove-authorized-key', 'failed', 'web', fingerprint]);
  });

  it('waits for nobody: a server with an action under way is busy', async () => {
    const { under, keyPair, id } = await bound();
    const release = under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [id], 'reload', []);
    await expect(under.console.authorizedKeys.remove(id, line, false, {})).rejects.toMatchObject({
      code: 'server-busy',
    });
    release();
    await under.finished(job);
  });

  it('a change that was put back while it was taking effect no longer waits', async () => {
    const { under, keyPair, id } = await bound();
    await under.finished(under.console.bindings.bind(keyPair.id, [id], 'postpone', []));
    expect(serverOf(under, id).pending).not.toBeNull();
    under.provider.failOn('web-1.example', 'proof-failed', { rolledBack: true });
    await under.finished(under.console.bindings.takeEffect([id], 'reload', []));
    expect(serverOf(under, id)).toMatchObject({ pending: null, passwordLogon: 'unknown' });
  });
});

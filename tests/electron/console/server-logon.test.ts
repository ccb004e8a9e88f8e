import { describe, expect, it } from 'vitest';
import { consoleUnderTest } from './console-under-test.ts';

const entry = { name: 'web-1', host: 'web-1.example', port: 22, user: 'root' };
const options = { evenIfUnreachable: false };

describe('a server that logs on with a key pair', () => {
  it('K9: is not saved when the key pair was deleted while the machine was looked at', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    const logon = { kind: 'key-pair', keyPairId: keyPair.id } as const;
    const other = await under.addServer('web-2');
    const release = under.provider.hold();
    const adding = under.console.servers.add(under.regionId, entry, logon, options);
    const moved = { name: 'web-2', host: other.host, port: other.port, user: other.user };
    const editing = under.console.servers.edit(other.id, moved, logon, options);
    const refused = Promise.allSettled([adding, editing]);
    await expect.poll(() => under.provider.calls.filter(({ action }) => action === 'probe').length).toBe(3);
    await under.console.keyPairs.delete(keyPair.id);
    release();
    expect(await refused).toMatchObject([
      { status: 'rejected', reason: { code: 'key-pair-not-found' } },
      { status: 'rejected', reason: { code: 'key-pair-not-found' } },
    ]);
    expect(under.console.servers.list(under.regionId)).toEqual([other]);
    expect(await under.restart().checkAtStart()).toEqual([]);
  });

  it('keeps its key pair from being deleted', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    const logon = { kind: 'key-pair', keyPairId: keyPair.id } as const;
    await under.console.servers.add(under.regionId, entry, logon, options);
    await expect(under.console.keyPairs.delete(keyPair.id)).rejects.toMatchObject({
      code: 'key-pair-used-for-logon',
    });
    expect(under.vault.secrets.size).toBe(1);
  });
});

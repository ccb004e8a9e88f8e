import { describe, expect, it } from 'vitest';
import { defaultSettings, SettingsChange } from '../../../shared/model/settings.ts';
import { consoleUnderTest } from './console-under-test.ts';

describe('settings', () => {
  it('hold at once and after a new start', () => {
    const under = consoleUnderTest();
    expect(under.console.settings.read()).toEqual(defaultSettings);
    under.console.settings.change({ theme: 'dark' });
    under.console.settings.change({ serversAtOnce: 3 });
    expect(under.restart().settings.read()).toEqual({ ...defaultSettings, theme: 'dark', serversAtOnce: 3 });
  });

  it('a chosen folder is where the next download goes, until it is taken back', async () => {
    const under = consoleUnderTest();
    const { settings, keyPairs } = under.console;
    settings.setDownloadsFolder(`${under.downloads}/keys`);
    const { download } = await keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    expect(download).toEqual({ saved: true, path: `${under.downloads}/keys/web.pem` });
    settings.setDownloadsFolder(null);
    expect(settings.downloadsFolder).toBe(under.downloads);
  });

  it('the number of servers at once holds for the next job', async () => {
    const under = consoleUnderTest();
    under.console.settings.change({ serversAtOnce: 1 });
    const servers = [await under.addServer('web-1'), await under.addServer('web-2')];
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    const release = under.provider.hold();
    const ids = servers.map(({ id }) => id);
    const job = under.console.bindings.bind(keyPair.id, ids, 'reload', []);
    const states = (): string[] | undefined =>
      under.store.jobs.find(job.id)?.results.map(({ state }) => state);
    expect(states()).toEqual(['running', 'waiting']);
    release();
    await under.finished(job);
    expect(states()).toEqual(['succeeded', 'succeeded']);
  });

  it('a table is kept beside the others, and the place where the window was', () => {
    const under = consoleUnderTest();
    const { settings } = under.console;
    const sort = { id: 'status', desc: true };
    settings.change({ tables: { servers: { hiddenColumns: ['os'], sort } }, section: 'servers' });
    settings.change({ tables: { activity: { hiddenColumns: [], sort: null } }, regionId: under.regionId });
    expect(under.restart().settings.read()).toMatchObject({
      tables: { servers: { hiddenColumns: ['os'], sort }, activity: { hiddenColumns: [], sort: null } },
      section: 'servers',
      regionId: under.regionId,
    });
  });

  it('T5: the time that a server has reaches whatever connects to it, and is never more than twenty seconds', async () => {
    const under = consoleUnderTest();
    under.console.settings.change({ connectSeconds: 4, logonSeconds: 9 });
    await under.addServer('web-1');
    expect(under.provider.calls.at(-1)?.target.timeouts).toEqual({ connectMs: 4000, logonMs: 9000 });
    for (const logonSeconds of [2, 21, 9.5])
      expect(SettingsChange.safeParse({ logonSeconds }).success).toBe(false);
    expect(SettingsChange.safeParse({ logonSeconds: 20 }).success).toBe(true);
  });

  it('T1: forgotten host keys are unknown again, and that is in the activity', async () => {
    const under = consoleUnderTest();
    const { host } = await under.addServer('web-1');
    expect(under.console.settings.pinnedHostKeys).toBe(1);
    await under.console.settings.forgetHostKeys();
    expect(under.store.hostKeys.list(host, 22)).toEqual([]);
    expect(under.console.activity.list()[0]).toMatchObject({
      kind: 'forget-host-keys',
      outcome: 'succeeded',
    });
  });

  it('K3: checking the keychain says what state it is in and leaves nothing behind', async () => {
    const under = consoleUnderTest();
    expect(await under.console.settings.checkKeychain()).toBe('working');
    expect(under.vault.secrets.size).toBe(0);
    expect(under.store.keychainIntents.list()).toEqual([]);
    for (const [state, found] of [
      ['locked', 'locked'],
      ['absent', 'absent'],
      ['hanging', 'slow'],
      ['failing', 'failing'],
    ] as const) {
      under.vault.state = state;
      expect(await under.console.settings.checkKeychain()).toBe(found);
    }
    under.vault.state = 'unlocked';
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it('diagnostics have what support needs, and no name of anything', async () => {
    const under = consoleUnderTest();
    const { settings, keyPairs, bindings } = under.console;
    settings.change({ connectSeconds: 7 });
    const server = await under.addServer('secret-web', 'secret.example');
    const { keyPair } = await keyPairs.create(under.regionId, 'secret-key', { type: 'ed25519' });
    await expect(keyPairs.create(under.regionId, 'secret-key', { type: 'ed25519' })).rejects.toThrow();
    under.provider.failOn('secret.example', 'server-unreachable', { host: 'secret.example' });
    await under.finished(bindings.bind(keyPair.id, [server.id], 'reload', []));
    const facts = await settings.facts();
    expect(facts).toMatchObject({
      keychain: 'working',
      settings: { connectSeconds: 7, serversAtOnce: 12 },
      counts: { regions: 1, keyPairs: 1, servers: 1 },
      recentErrors: { 'key-pair-name-taken': 1, 'server-unreachable': 1 },
    });
    expect(JSON.stringify(facts)).not.toMatch(/secret|SHA256|PRIVATE/);
  });
});

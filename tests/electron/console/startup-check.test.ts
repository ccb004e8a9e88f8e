import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateKeyPair } from '../../../electron/keys/generate.ts';
import type { KeyPairId } from '../../../shared/model/ids.ts';
import { consoleUnderTest } from './console-under-test.ts';

const spec = { type: 'ed25519' } as const;

describe('the check at start', () => {
  it('says nothing when there is nothing to say', async () => {
    const under = consoleUnderTest();
    await under.console.keyPairs.create(under.regionId, 'web', spec);
    expect(await under.restart().checkAtStart()).toEqual([]);
  });

  it('K9: removes a keychain entry whose key pair was never committed', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const ghost = { kind: 'private-key', keyPairId: crypto.randomUUID() as typeof keyPair.id } as const;
    under.store.keychainIntents.insert({ kind: ghost.kind, ownerId: ghost.keyPairId, since: 1 });
    await under.vault.write(ghost, (await generateKeyPair(spec, 'ghost')).privateKeyPem);
    expect(await under.restart().checkAtStart()).toMatchObject([{ code: 'orphans-removed' }]);
    expect(await under.vault.has(ghost)).toBe(false);
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(true);
    expect(under.store.keychainIntents.list()).toEqual([]);
  });

  it('K9: removes the file of a key pair that was never committed, and nothing that only has such a name', async () => {
    const under = consoleUnderTest();
    const { privateKeyPem } = await generateKeyPair(spec, 'ghost');
    const put = (name: string, text: string, mode = 0o600): void =>
      writeFileSync(join(under.downloads, name), text, { mode });
    put('.ghost.pem.0123456789ab', privateKeyPem);
    put('.ghost.0123456789ab', '');
    put('.notes.0123456789ab', 'notes');
    put('.shared.pem.0123456789ab', privateKeyPem, 0o644);
    put('.mine.pem', privateKeyPem);
    const hidden = () => readdirSync(under.downloads).filter((name) => name.startsWith('.'));
    const before = hidden();
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(hidden()).toEqual(before);
    const ownerId = crypto.randomUUID() as KeyPairId;
    under.store.keychainIntents.insert({ kind: 'private-key', ownerId, since: 1 });
    await under.restart().checkAtStart();
    expect(hidden().sort()).toEqual(['.mine.pem', '.notes.0123456789ab', '.shared.pem.0123456789ab']);
  });

  it('K9: removes the file of a creation that was cut off behind its commit, and looks for none after a save', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const leftover = '.web.pem.0123456789ab';
    writeFileSync(join(under.downloads, leftover), '', { mode: 0o600 });
    await under.restart().checkAtStart();
    expect(readdirSync(under.downloads)).toContain(leftover);
    under.store.keyPairs.setDownload(keyPair.id, 'available');
    await under.restart().checkAtStart();
    expect(readdirSync(under.downloads)).not.toContain(leftover);
  });

  it('K9: keeps the entry of a key pair that was committed, though its intent was left behind', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    under.store.keychainIntents.insert({ kind: 'private-key', ownerId: keyPair.id, since: 1 });
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(true);
  });

  it('K9: finishes a deletion that was cut off between keychain and store', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    under.store.keyPairs.setDeleting(keyPair.id, true);
    await under.restart().checkAtStart();
    expect(under.store.keyPairs.listRecords()).toEqual([]);
    expect(under.vault.secrets.size).toBe(0);
  });

  it('K9: keeps a key pair that a server logs on with, though its deletion had begun', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const server = await under.addServer('web-1');
    under.store.servers.update({ ...server, logon: { kind: 'key-pair', keyPairId: keyPair.id } });
    under.store.keyPairs.setDeleting(keyPair.id, true);
    expect(await under.restart().checkAtStart()).toEqual([]);
    expect(under.console.keyPairs.list(under.regionId)).toMatchObject([{ name: 'web' }]);
    expect(await under.vault.has({ kind: 'private-key', keyPairId: keyPair.id })).toBe(true);
  });

  it.each([
    ['locked', 'keychain-locked'],
    ['absent', 'keychain-absent'],
    ['hanging', 'keychain-slow'],
    ['failing', 'keychain-failing'],
  ] as const)('K3: says that the keychain is %s, and leaves everything as it is', async (state, code) => {
    const under = consoleUnderTest();
    await under.console.keyPairs.create(under.regionId, 'web', spec);
    under.vault.state = state;
    expect(await under.restart().checkAtStart()).toMatchObject([{ code }]);
    expect(under.console.keyPairs.list(under.regionId)).toHaveLength(1);
  });

  it('names key pairs whose private key is gone from the keychain', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    await under.vault.remove({ kind: 'private-key', keyPairId: keyPair.id });
    expect(await under.restart().checkAtStart()).toMatchObject([
      { code: 'private-keys-missing', names: ['web'] },
    ]);
  });

  it('names the servers on which an action was cut off, and what has become of it since', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const server = await under.addServer('web-1');
    under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [server.id], 'reload', []);
    await expect.poll(() => under.provider.calls.some(({ action }) => action === 'bind')).toBe(true);
    const release = under.provider.hold();
    const restarted = under.restart();
    expect(await restarted.checkAtStart()).toEqual([]);
    expect(restarted.resume.notices()).toMatchObject([{ code: 'jobs-interrupted', names: ['web-1'] }]);
    expect(under.store.jobs.find(job.id)).toMatchObject({
      state: 'interrupted',
      results: [{ state: 'failed', error: { code: 'action-interrupted', step: 'connect' } }],
    });
    release();
    await expect
      .poll(() => restarted.resume.notices())
      .toMatchObject([{ code: 'actions-finished', names: ['web-1'] }]);
    expect(under.interruptedChanged.map(({ ended }) => ended)).toEqual([
      null,
      { serverName: 'web-1', end: 'finished' },
    ]);
    expect(under.interruptedChanged.at(-1)?.notices).toEqual(restarted.resume.notices());
    expect(under.activityChanged.at(-1)).toMatchObject({ id: job.id, outcome: 'succeeded' });
    expect(under.store.jobs.find(job.id)?.results).toMatchObject([{ state: 'succeeded', proven: true }]);
    expect(under.store.servers.find(server.id)).toMatchObject({ boundKeyPairId: keyPair.id });
    expect(under.store.journal.list()).toEqual([]);
  });

  it('tells of an action that was put back, and leaves the server’s record as it was', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const server = await under.addServer('web-1');
    under.provider.hold();
    const job = under.console.bindings.bind(keyPair.id, [server.id], 'reload', []);
    await expect.poll(() => under.provider.calls.some(({ action }) => action === 'bind')).toBe(true);
    under.provider.hold()();
    const outcome = { passwordLogon: 'enabled', proven: null, pending: false } as const;
    under.provider.resumed = { end: 'rolled-back', outcome };
    const restarted = under.restart();
    await restarted.checkAtStart();
    await expect
      .poll(() => restarted.resume.notices())
      .toMatchObject([{ code: 'actions-rolled-back', names: ['web-1'] }]);
    expect(under.interruptedChanged.at(-1)).toMatchObject({
      notices: [{ code: 'actions-rolled-back', names: ['web-1'] }],
      ended: { serverName: 'web-1', end: 'rolled-back' },
    });
    expect(under.activityChanged.at(-1)).toMatchObject({ id: job.id, outcome: 'failed' });
    expect(under.store.jobs.find(job.id)?.results).toMatchObject([
      {
        state: 'failed',
        error: { code: 'rolled-back', details: { reason: 'interrupted', step: 'connect' } },
      },
    ]);
    expect(under.store.servers.find(server.id)).toMatchObject({
      boundKeyPairId: null,
      passwordLogon: 'enabled',
    });
    expect(under.provider.calls.at(-1)).toMatchObject({
      action: 'resume',
      change: {
        kind: 'bind',
        effect: 'reload',
        hadLine: null,
        passwordLogon: 'enabled',
        keyPair: { publicLine: keyPair.publicKey.line },
      },
    });
  });

  it('an action whose server does not answer stays open, and the next action on it ends it first', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const server = await under.addServer('web-1');
    under.provider.failOn('web-1.example', 'rollback-failed');
    const job = await under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
    expect(job.results[0]?.error?.code).toBe('rollback-failed');
    expect(under.store.journal.list()).toMatchObject([{ serverId: server.id, jobId: job.id, kind: 'bind' }]);
    expect(under.console.resume.notices()).toMatchObject([{ code: 'jobs-interrupted', names: ['web-1'] }]);
    under.provider.heal();
    under.provider.calls.splice(0);
    await under.finished(under.console.bindings.enablePasswordLogon(server.id, 'reload', {}));
    expect(under.provider.calls.map(({ action }) => action)).toEqual(['resume', 'enable-password-logon']);
    expect(under.store.jobs.find(job.id)?.results).toMatchObject([{ state: 'succeeded' }]);
    expect(under.store.journal.list()).toEqual([]);
  });

  it('an action of the user’s waits for what is being ended on its server', async () => {
    const under = consoleUnderTest();
    const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', spec);
    const server = await under.addServer('web-1');
    under.provider.hold();
    under.console.bindings.bind(keyPair.id, [server.id], 'reload', []);
    await expect.poll(() => under.provider.calls.some(({ action }) => action === 'bind')).toBe(true);
    const release = under.provider.hold();
    const restarted = under.restart();
    await restarted.checkAtStart();
    await expect.poll(() => under.provider.calls.at(-1)?.action).toBe('resume');
    const { id } = restarted.bindings.enablePasswordLogon(server.id, 'reload', {});
    await new Promise((done) => setTimeout(done, 20));
    expect(under.store.jobs.find(id)?.results).toMatchObject([{ state: 'running', error: null }]);
    release();
    await expect.poll(() => under.store.jobs.find(id)?.results[0]?.state).toBe('succeeded');
    const actions = under.provider.calls.map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(['resume', 'enable-password-logon']);
  });
});

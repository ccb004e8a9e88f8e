import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ServerSave } from '../../../renderer/servers/server-save.svelte.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regionId, sampleServer } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge({ servers: [sampleServer(1)] });
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function adding(host = 'new.example.org'): ServerSave {
  const save = new ServerSave(regionId(1));
  Object.assign(save.form, { host, password: 'pw' });
  return save;
}

const lastRequest = (): unknown => bridge.calls.at(-1)?.request;

describe('adding a server', () => {
  test('sends nothing while the form is not complete, and only then shows what is missing', async () => {
    const save = adding('');
    expect(save.problems).toEqual({});
    await expect(save.save()).resolves.toBeUndefined();
    expect(Object.keys(save.problems)).toEqual(['host']);
    expect(bridge.calls).toEqual([]);
  });

  test('T1: stops at an unknown host key and goes on only when it was accepted', async () => {
    const save = adding();
    await expect(save.save()).resolves.toBeUndefined();
    expect(save.hostKey).toMatchObject({ kind: 'unknown', shown: { type: 'ssh-ed25519' } });
    expect(save.generalError).toBeUndefined();
    expect(lastRequest()).not.toHaveProperty('acceptedHostKey');
    await expect(save.acceptHostKey()).resolves.toMatchObject({ name: 'new.example.org' });
    expect(lastRequest()).toMatchObject({ acceptedHostKey: { type: 'ssh-ed25519' } });
  });

  test('T1: turning an unknown host key down leaves the form as it was, and nothing accepted', async () => {
    const save = adding();
    await save.save();
    save.backToForm();
    expect(save.hostKey).toBeUndefined();
    expect(save.form.host).toBe('new.example.org');
    expect(save.form.acceptedHostKey).toBeUndefined();
  });

  test('says that nothing was saved after a host key was turned down, until the next try', async () => {
    const save = adding();
    await save.save();
    expect(save.wasTurnedDown).toBe(false);
    save.backToForm();
    expect(save.wasTurnedDown).toBe(true);
    await save.save();
    expect(save.wasTurnedDown).toBe(false);
  });

  test('calls off the try that is under way, and what it answers then is told nowhere', async () => {
    const save = adding();
    const outcome = save.save();
    const { attempt } = lastRequest() as { readonly attempt: string };
    await save.cancel();
    expect(bridge.calls.at(-1)).toEqual({ channel: 'servers:cancel-save', request: { attempt } });
    await expect(outcome).resolves.toBeUndefined();
    expect([save.isBusy, save.hostKey, save.error]).toEqual([false, undefined, undefined]);
  });

  test('has nothing to call off before or after a try', async () => {
    const save = adding();
    await save.cancel();
    await save.save();
    await save.cancel();
    expect(bridge.calls.map(({ channel }) => channel)).toEqual(['servers:add']);
  });

  test('offers to save an unreachable server all the same, and marks its host', async () => {
    const save = adding('down.example.org');
    await save.save();
    expect(save.isUnreachable).toBe(true);
    expect(Object.keys(save.problems)).toEqual(['host']);
    expect(save.generalError).toMatchObject({ code: 'server-unreachable' });
    await expect(save.save(true)).resolves.toMatchObject({ status: 'stopped' });
  });

  test('tells an error at its field when the field is there', async () => {
    const save = adding();
    bridge.refuse('servers:add', { code: 'server-name-taken', details: { name: 'shop' } });
    await save.save();
    expect(save.problems.name).toContain('“shop”');
    expect(save.generalError).toBeUndefined();
  });

  test('tells an error above the form when its field is not shown', async () => {
    const save = adding();
    save.form.logonKind = 'agent';
    bridge.refuse('servers:add', { code: 'password-wrong' });
    await save.save();
    expect(save.problems).toEqual({});
    expect(save.generalError).toMatchObject({ code: 'password-wrong' });
  });

  test('is not sent twice while it is under way', async () => {
    const save = adding('down.example.org');
    await Promise.all([save.save(), save.save()]);
    expect(bridge.calls).toHaveLength(1);
  });
});

describe('editing a server', () => {
  test('leaves the way to log on alone unless it shall change', async () => {
    const save = new ServerSave(regionId(1), sampleServer(1));
    save.form.name = 'renamed';
    await expect(save.save()).resolves.toMatchObject({ name: 'renamed' });
    expect(lastRequest()).not.toHaveProperty('logon');
    save.form.changesLogon = true;
    save.form.logonKind = 'agent';
    await save.save();
    expect(lastRequest()).toMatchObject({ logon: { kind: 'agent' } });
  });

  test('tells that it is another machine, and saves it so only when told to, with what was agreed before', async () => {
    const save = new ServerSave(regionId(1), sampleServer(1));
    const moved = { code: 'server-moved', details: { reason: 'not-seen', keyPair: 'web' } } as const;
    bridge.refuse('servers:edit', { code: 'server-unreachable' }, moved);
    save.form.host = 'elsewhere.example';
    await save.save();
    await save.save(true);
    expect(save.isMoved).toBe(true);
    expect(lastRequest()).toMatchObject({ evenIfUnreachable: true, forgetBinding: false });
    await expect(save.saveMoved()).resolves.toMatchObject({ host: 'elsewhere.example' });
    expect(lastRequest()).toMatchObject({ evenIfUnreachable: true, forgetBinding: true });
  });

  test('T1: a changed host key stops it with both fingerprints, and cannot be accepted there', async () => {
    const save = new ServerSave(regionId(1), sampleServer(1));
    save.form.host = 'changed.example.org';
    await save.save();
    expect(save.hostKey).toMatchObject({ kind: 'changed', known: { type: 'ssh-ed25519' } });
    const callsBefore = bridge.calls.length;
    await expect(save.acceptHostKey()).resolves.toBeUndefined();
    expect(bridge.calls).toHaveLength(callsBefore);
    expect(save.form.acceptedHostKey).toBeUndefined();
  });
});

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { byPassword, codeOf } from '../../../support/sshd/target.ts';
import {
  interfering,
  makeKeyPair,
  parts,
  provider,
  replaceMarker,
  rootPassword,
  snapshot,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

describe('bind', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  let former: TestKeyPair;
  let foreign: TestKeyPair;
  beforeAll(async () => {
    [keyPair, former, foreign] = await Promise.all([makeKeyPair('rsa'), makeKeyPair(), makeKeyPair()]);
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    server = await startSshServer({ rootPassword, ...options });
  };
  const authorizedKeys = async () => (await server.readFile('/root/.ssh/authorized_keys')).toString();
  const effective = async () => {
    const spec = 'user=root,host=h,addr=127.0.0.1';
    const { stdout } = await server.exec(`/usr/sbin/sshd -T -C ${spec} | grep -i permitrootlogin`);
    return stdout.trim();
  };

  it('puts the key on, reloads, and leaves root’s password refused (C3, C10)', async () => {
    await start({ authorizedKeys: { root: foreign.publicLine } });
    const context = watch();
    const outcome = await provider.bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'reload' },
      context,
    );
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(context.steps).toEqual([
      'connect',
      'read-settings',
      'add-line',
      'prove-logon',
      'arm-rollback',
      'write-settings',
      'reload',
      'prove-again',
      'check-password-refused',
      'disarm-rollback',
    ]);
    expect(await authorizedKeys()).toBe(`${foreign.publicLine}\n${keyPair.publicLine}\n`);
    expect(await effective()).toMatch(/^permitrootlogin (?:prohibit|without)-password$/);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByKey(server, foreign.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
  });

  it('C1: a logon with the key alone on a new connection comes before the first write under /etc/ssh', async () => {
    await start();
    const before = await snapshot(server, '/etc/ssh');
    const seen: { log: string; files: unknown }[] = [];
    const watching = interfering(replaceMarker, async (run, options) => {
      const isSettings = options?.args?.[0]?.startsWith('/etc/ssh') ?? false;
      if (isSettings) seen.push({ log: server.log(), files: await snapshot(server, '/etc/ssh') });
      await run();
    });
    await createSshProvider({ ...parts, openSession: watching }).bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'postpone' },
      watch(),
    );
    expect(seen).toHaveLength(1);
    const [first] = seen;
    expect(first?.log.match(/^Accepted \w+ for/gm)).toEqual([
      'Accepted password for',
      'Accepted publickey for',
    ]);
    expect(first?.log.match(/^Connection from/gm)).toHaveLength(2);
    expect(first?.files).toEqual(before);
  });

  it('C2: a key that does not open the server is no proof, whatever the password does', async () => {
    await start();
    const files = [await snapshot(server, '/etc/ssh'), await snapshot(server, '/root')];
    const mismatched = { publicLine: keyPair.publicLine, privateKey: foreign.privateKey };
    const context = watch();
    const bound = provider.bind(
      await withPassword(server),
      { keyPair: mismatched, formerKeyPair: null, effect: 'reload' },
      context,
    );
    await expect(bound).rejects.toMatchObject({
      code: 'proof-failed',
      details: { step: 'prove-logon', rolledBack: true },
    });
    expect([await snapshot(server, '/etc/ssh'), await snapshot(server, '/root')]).toEqual(files);
    expect(context.steps).not.toContain('write-settings');
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('C8: the first session stays open until the last proof has come back', async () => {
    await start();
    await provider.bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'reload' },
      watch(),
    );
    const ends = () => [...server.log().matchAll(/Disconnected from user root \S+ port (\d+)/g)];
    await expect.poll(ends).toHaveLength(3);
    const [, , firstPort] = /Accepted (password) for root from \S+ port (\d+)/.exec(server.log()) ?? [];
    expect(firstPort).toBeDefined();
    expect(ends().at(-1)?.[1]).toBe(firstPort);
  });

  it('A2: a second time changes no byte and no time', async () => {
    await start();
    const change = { keyPair, formerKeyPair: null, effect: 'reload' } as const;
    await provider.bind(await withPassword(server), change, watch());
    const stamp = 'stat -c "%n %Y %y %i %s" /root/.ssh/* /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*';
    const files = [await snapshot(server, '/root/.ssh'), await snapshot(server, '/etc/ssh')];
    const { stdout } = await server.exec(stamp);
    const again = await provider.bind(await withKey(server, keyPair), change, watch());
    expect(again).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect([await snapshot(server, '/root/.ssh'), await snapshot(server, '/etc/ssh')]).toEqual(files);
    expect((await server.exec(stamp)).stdout).toBe(stdout);
  });

  it('replaces the former key pair’s line and no other', async () => {
    await start({ authorizedKeys: { root: `# ours\n${former.publicLine}\n${foreign.publicLine}` } });
    const target = await withPassword(server);
    await provider.bind(target, { keyPair, formerKeyPair: former, effect: 'reload' }, watch());
    expect(await authorizedKeys()).toBe(`# ours\n${foreign.publicLine}\n${keyPair.publicLine}\n`);
    expect(await opensByKey(server, former.privateKey)).toBe(false);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('replaces a key pair that it is itself logged on with', async () => {
    await start({ authorizedKeys: { root: `${former.publicLine}\n` } });
    await provider.bind(
      await withKey(server, former),
      { keyPair, formerKeyPair: former, effect: 'reload' },
      watch(),
    );
    expect(await authorizedKeys()).toBe(`${keyPair.publicLine}\n`);
  });

  it('postpones: all is written and tested, nothing in force until it is taken', async () => {
    await start();
    const change = { keyPair, formerKeyPair: null, effect: 'postpone' } as const;
    const target = await withPassword(server);
    expect(await provider.bind(target, change, watch())).toEqual({
      passwordLogon: 'enabled',
      proven: true,
      pending: true,
    });
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    expect((await provider.probe(target, watch())).passwordLogon).toBe('unknown');
    expect(await provider.bind(target, change, watch())).toMatchObject({ pending: true });
    const context = watch();
    const outcome = await provider.takeEffect(target, { effect: 'reload', bound: keyPair }, context);
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(context.steps).toEqual([
      'connect',
      'read-settings',
      'prove-logon',
      'arm-rollback',
      'reload',
      'prove-again',
      'check-password-refused',
      'disarm-rollback',
    ]);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
    expect((await provider.probe(await withKey(server, keyPair), watch())).passwordLogon).toBe('disabled');
  });

  it('restarts the machine, waits for it, and proves the key on it', async () => {
    await start({ downTimeMs: 300 });
    const context = watch();
    const outcome = await provider.bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'restart' },
      context,
    );
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(context.steps.slice(-3)).toEqual(['restart', 'wait-for-server', 'prove-again']);
    expect(server.boots).toBe(2);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
  });

  it('takes effect by a restart', async () => {
    await start({ downTimeMs: 100, authorizedKeys: { root: keyPair.publicLine } });
    const target = await withPassword(server);
    const outcome = await provider.takeEffect(target, { effect: 'restart', bound: keyPair }, watch());
    expect(outcome).toEqual({ passwordLogon: 'enabled', proven: true, pending: false });
    expect(server.boots).toBe(2);
  });

  it('an imported public key is put on unproven, and closes nothing', async () => {
    await start();
    const files = await snapshot(server, '/etc/ssh');
    const outcome = await provider.bind(
      await withPassword(server),
      { keyPair: { ...keyPair, privateKey: null }, formerKeyPair: null, effect: 'reload' },
      watch(),
    );
    expect(outcome).toEqual({ passwordLogon: 'enabled', proven: false, pending: false });
    expect(await snapshot(server, '/etc/ssh')).toEqual(files);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('what was postponed before still waits after an imported public key is put on', async () => {
    await start();
    const imported = { ...(await makeKeyPair()), privateKey: null };
    const target = await withPassword(server);
    await provider.bind(target, { keyPair, formerKeyPair: null, effect: 'postpone' }, watch());
    const change = { keyPair: imported, formerKeyPair: null, effect: 'reload' } as const;
    const outcome = await provider.bind(target, change, watch());
    expect(outcome).toEqual({ passwordLogon: 'unknown', proven: false, pending: true });
  });

  it('an imported public key does not take the place of the last way in', async () => {
    await start({ authorizedKeys: { root: `${former.publicLine}\n` } });
    const context = watch();
    const bound = provider.bind(
      await withKey(server, former),
      {
        keyPair: { ...keyPair, privateKey: null },
        formerKeyPair: former,
        effect: 'reload',
      },
      context,
    );
    await expect(bound).rejects.toMatchObject({ code: 'last-way-in', details: { rolledBack: true } });
    // It is never off, not even until somebody has noticed.
    expect(context.steps).not.toContain('remove-line');
    expect(await authorizedKeys()).toBe(`${former.publicLine}\n`);
  });

  it('C5: other accounts go on logging on with their passwords', async () => {
    await start({ users: [{ name: 'bob', password: 'bobs word' }] });
    const target = await withPassword(server);
    await provider.bind(target, { keyPair, formerKeyPair: null, effect: 'reload' }, watch());
    expect(await opensByPassword(server, 'bobs word', 'bob')).toBe(true);
  });

  it('uses systemd’s machine the same way', async () => {
    await start({ systemd: true, downTimeMs: 100 });
    const change = { keyPair, formerKeyPair: null, effect: 'restart' } as const;
    await provider.bind(await withPassword(server), change, watch());
    expect(server.boots).toBe(2);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('says a wrong password before anything is done', async () => {
    await start();
    const target = await withPassword(server, { credentials: [byPassword('wrong')] });
    const change = { keyPair, formerKeyPair: null, effect: 'reload' } as const;
    expect(await codeOf(provider.bind(target, change, watch()))).toBe('password-wrong');
  });
});

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { byPassword, errorOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  provider,
  rootPassword,
  snapshot,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

describe('unbind', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  let foreign: TestKeyPair;
  beforeAll(async () => {
    [keyPair, foreign] = await Promise.all([makeKeyPair('rsa'), makeKeyPair()]);
  });
  afterEach(() => server.stop());

  const start = async (options: SshServerOptions = {}) => {
    const root = `# mine\r\n${keyPair.publicLine}\n${foreign.publicLine}`;
    server = await startSshServer({ rootPassword, authorizedKeys: { root }, ...options });
  };
  const authorizedKeys = async () => (await server.readFile('/root/.ssh/authorized_keys')).toString();
  const unbound = `# mine\r\nkept`;
  const change = { effect: 'reload', evenIfLastWayIn: false } as const;

  it('A9: proves another way in, removes that line alone, and proves that the key is refused', async () => {
    await start();
    const context = watch();
    const outcome = await provider.unbind(await withPassword(server), { keyPair, ...change }, context);
    expect(outcome).toEqual({ passwordLogon: 'enabled', proven: null, pending: false });
    expect(context.steps).toEqual([
      'connect',
      'read-settings',
      'prove-other-way-in',
      'remove-line',
      'check-key-refused',
      'prove-other-way-in',
      'reload',
      'prove-other-way-in',
    ]);
    expect(await authorizedKeys()).toBe(unbound.replace('kept', foreign.publicLine));
    expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
    expect(await opensByKey(server, foreign.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });

  it('A9: refuses to remove the last way in', async () => {
    await start();
    await provider.bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'reload' },
      watch(),
    );
    const files = await snapshot(server, '/root');
    const both = await withKey(server, keyPair);
    const target = { ...both, credentials: [...both.credentials, byPassword(rootPassword)] };
    expect(await errorOf(provider.unbind(target, { keyPair, ...change }, watch()))).toEqual({
      code: 'last-way-in',
      details: { step: 'prove-other-way-in' },
    });
    expect(await snapshot(server, '/root')).toEqual(files);
  });

  it('A9: the same key in another file is no other way in', async () => {
    await start();
    const rewritten = { ...keyPair, privateKey: keyPair.privateKey.replace(/\n/g, '\r\n') };
    const files = await snapshot(server, '/root');
    const refused = await errorOf(
      provider.unbind(await withKey(server, rewritten), { keyPair, ...change }, watch()),
    );
    expect(refused).toEqual({
      code: 'last-way-in',
      details: { step: 'prove-other-way-in', rolledBack: true },
    });
    expect(await snapshot(server, '/root')).toEqual(files);
  });

  it('A9: removes the last way in when told to', async () => {
    await start();
    const target = await withKey(server, keyPair);
    await provider.unbind(target, { keyPair, effect: 'reload', evenIfLastWayIn: true }, watch());
    expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
  });

  it('removes the key from every file that sshd looks in', async () => {
    await start();
    await server.exec(`echo '${keyPair.publicLine}' >/root/.ssh/authorized_keys2`);
    await provider.unbind(await withPassword(server), { keyPair, ...change }, watch());
    expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
  });

  it('puts the line back when the key still opens the server another way', async () => {
    await start({
      dropIns: {
        '10-command.conf': 'AuthorizedKeysCommand /bin/cat /etc/ssh/more\nAuthorizedKeysCommandUser root\n',
      },
    });
    await server.writeFile('/etc/ssh/more', `${keyPair.publicLine}\n`);
    const files = await snapshot(server, '/root');
    const refused = await errorOf(
      provider.unbind(await withPassword(server), { keyPair, ...change }, watch()),
    );
    expect(refused).toEqual({
      code: 'key-still-accepted',
      details: { step: 'check-key-refused', rolledBack: true },
    });
    expect(await snapshot(server, '/root')).toEqual(files);
  });

  it('postponed, says that sessions live on until a restart', async () => {
    await start();
    const target = await withPassword(server);
    const outcome = await provider.unbind(target, { keyPair, ...change, effect: 'postpone' }, watch());
    expect(outcome).toEqual({ passwordLogon: 'enabled', proven: null, pending: true });
    expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
  });

  it.each([false, true])(
    'restarts the machine (even if it is the last way in: %s)',
    async (evenIfLastWayIn) => {
      await start({ downTimeMs: 500 });
      const target = await withPassword(server);
      await provider.unbind(target, { keyPair, effect: 'restart', evenIfLastWayIn }, watch());
      expect(server.boots).toBe(2);
      expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
    },
  );

  it('is content when the line is gone already', async () => {
    await start({ authorizedKeys: { root: foreign.publicLine } });
    const outcome = await provider.unbind(await withPassword(server), { keyPair, ...change }, watch());
    expect(outcome).toMatchObject({ pending: false });
    expect(await authorizedKeys()).toBe(foreign.publicLine);
  });
});

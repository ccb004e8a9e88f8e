import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { AppError } from '../../../../shared/ipc/result.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { byPassword, codeOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  parts,
  provider,
  rootPassword,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';

describe('a look at a machine', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
    server = await startSshServer({
      rootPassword,
      users: [{ name: 'bob', password: 'bobs' }],
      authorizedKeys: { root: keyPair.publicLine },
    });
  });
  afterAll(() => server.stop());

  it('tells status, system, host key and root’s password logon', async () => {
    expect(await provider.probe(await withPassword(server), watch())).toEqual({
      status: 'running',
      os: { kind: 'linux', name: expect.stringContaining('Debian') as string },
      passwordLogon: 'enabled',
      hostKey: { ...(await server.hostKey()), sha256: await server.hostKeyFingerprint() },
    });
  });

  it('leaves password logon unknown where root’s settings can’t be read', async () => {
    const target = await withPassword(server, { user: 'bob', credentials: [byPassword('bobs')] });
    expect(await provider.probe(target, watch())).toMatchObject({
      status: 'running',
      passwordLogon: 'unknown',
    });
  });

  it('takes a machine that does not answer for stopped', async () => {
    const closed: Server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const target = { ...(await withPassword(server)), host: '127.0.0.1', port };
    expect(await provider.probe(target, watch())).toEqual({
      status: 'stopped',
      os: { kind: 'unknown', name: '' },
      passwordLogon: 'unknown',
      hostKey: null,
    });
  });

  it.each([
    ['OpenSSH_for_Windows_9.5', { kind: 'windows', name: 'Windows (OpenSSH_for_Windows_9.5)' }],
    ['Cisco-1.25', { kind: 'other', name: 'Cisco-1.25' }],
  ])('knows %s by its name', async (software, os) => {
    const openSession = () => Promise.reject(new AppError('server-no-shell', { code: 1, software }));
    const found = await createSshProvider({ ...parts, openSession }).probe(
      await withPassword(server),
      watch(),
    );
    expect(found).toMatchObject({ status: 'running', os, hostKey: await server.hostKey() });
  });

  it('passes on what is wrong with the logon', async () => {
    const wrong = await withPassword(server, { credentials: [byPassword('wrong')] });
    expect(await codeOf(provider.probe(wrong, watch()))).toBe('password-wrong');
    const stranger = await withPassword(server, { knownHostKeys: [] });
    expect(await codeOf(provider.probe(stranger, watch()))).toBe('host-key-unknown');
  });

  it('verifies a logon with the key pair alone', async () => {
    const target = await withKey(server, keyPair);
    expect(await provider.verifyLogon(target, keyPair, watch())).toEqual({
      passwordLogon: 'unknown',
      proven: true,
      pending: false,
    });
    const other = await makeKeyPair();
    expect(await codeOf(provider.verifyLogon(await withPassword(server), other, watch()))).toBe(
      'proof-failed',
    );
    const absent = { ...keyPair, privateKey: null };
    expect(await codeOf(provider.verifyLogon(target, absent, watch()))).toBe('private-key-absent');
  });
});

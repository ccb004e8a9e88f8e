import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { errorOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  provider,
  rootPassword,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey } from './openssh.ts';

const path = '/root/.ssh/authorized_keys';

describe('drift, caused by hand on a bound server', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  let foreign: TestKeyPair;
  beforeAll(async () => {
    [keyPair, foreign] = await Promise.all([makeKeyPair(), makeKeyPair('ecdsa')]);
  });
  afterEach(() => server.stop());

  const start = async () => {
    server = await startSshServer({
      rootPassword,
      authorizedKeys: { root: `# mine\n${foreign.publicLine}\n` },
    });
    const change = { keyPair, formerKeyPair: null, effect: 'reload' } as const;
    await provider.bind(await withPassword(server), change, watch());
  };
  const file = async () => (await server.readFile(path)).toString();
  /** Logged on to by the foreign key, so that the bound one may be anything. */
  const inspect = async () => provider.inspectBinding(await withKey(server, foreign), keyPair, watch());
  const repair = async () =>
    provider.bind(
      await withKey(server, foreign),
      { keyPair, formerKeyPair: null, effect: 'reload', repairs: true },
      watch(),
    );

  it('nothing of it: bound and in force', async () => {
    await start();
    expect(await inspect()).toMatchObject({ binding: 'bound', passwordLogon: 'disabled' });
  });

  it('a line that is gone is put there again', async () => {
    await start();
    await server.writeFile(path, `# mine\n${foreign.publicLine}\n`);
    expect((await inspect()).binding).toBe('line-missing');
    expect(await repair()).toMatchObject({ passwordLogon: 'disabled', proven: true });
    expect(await file()).toBe(`# mine\n${foreign.publicLine}\n${keyPair.publicLine}\n`);
    expect((await inspect()).binding).toBe('bound');
  });

  it('options on the line are taken off where it stands, foreign lines stay', async () => {
    await start();
    const changed = `# mine\ncommand="true",no-pty ${keyPair.publicLine}\n${foreign.publicLine}\n`;
    await server.writeFile(path, changed);
    expect((await inspect()).binding).toBe('line-changed');
    expect(await repair()).toMatchObject({ proven: true });
    expect(await file()).toBe(`# mine\n${keyPair.publicLine}\n${foreign.publicLine}\n`);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('and are back where the repaired line is refused all the same', async () => {
    await start();
    const changed = `from="10.9.9.9" ${keyPair.publicLine}\n${foreign.publicLine}\n`;
    await server.writeFile(path, changed);
    await server.writeFile(
      '/etc/ssh/sshd_config.d/10-types.conf',
      'PubkeyAcceptedAlgorithms ecdsa-sha2-nistp256\n',
    );
    await server.reload();
    expect(['proof-failed', 'rolled-back']).toContain((await errorOf(repair())).code);
    expect(await file()).toBe(changed);
  });

  it('a line before it that somebody else wrote is not touched, and said', async () => {
    await start();
    const shadowed = `command="true" ${keyPair.publicLine}\n${foreign.publicLine}\n${keyPair.publicLine}\n`;
    await server.writeFile(path, shadowed);
    expect((await inspect()).binding).toBe('line-shadowed');
    expect(await errorOf(repair())).toMatchObject({ code: 'key-line-restricted', details: { line: 1 } });
    expect(await file()).toBe(shadowed);
  });

  it('password logon that is on again is switched off again', async () => {
    await start();
    await server.exec('rm -f /etc/ssh/sshd_config.d/00-latchkey.conf');
    await server.reload();
    expect(await inspect()).toMatchObject({ binding: 'bound', passwordLogon: 'enabled' });
    expect(await repair()).toMatchObject({ passwordLogon: 'disabled', proven: true });
    expect(await inspect()).toMatchObject({ binding: 'bound', passwordLogon: 'disabled' });
  });

  it('answers the cheap look without a logon, and is silent when it is off', async () => {
    await start();
    const logons = server.log().match(/Accepted/g)?.length;
    expect(await provider.answers(server, AbortSignal.timeout(5000))).toBe(true);
    expect(server.log().match(/Accepted/g)?.length).toBe(logons);
    await server.stopSshd();
    expect(await provider.answers(server, AbortSignal.timeout(5000))).toBe(false);
  });
});

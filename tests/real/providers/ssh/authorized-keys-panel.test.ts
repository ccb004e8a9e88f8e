import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import type { ProveLogon } from '../../../../electron/ssh/session.ts';
import type { AuthorizedKey } from '../../../../shared/model/authorized-key.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { errorOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  parts,
  provider,
  rootPassword,
  snapshot,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey } from './openssh.ts';

describe('the authorized keys panel', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  let other: TestKeyPair;
  let caseFile = '';
  beforeAll(async () => {
    [keyPair, other] = await Promise.all([makeKeyPair(), makeKeyPair('ecdsa')]);
    caseFile = `\ufeff# mine\r\n${other.publicLine}\r\nfrom="10.0.0.1",command="echo \\"a b\\"" ${keyPair.publicLine} ünï\n${keyPair.publicLine}`;
  });
  afterEach(() => server.stop());

  const start = async (root: string, options: SshServerOptions = {}) => {
    server = await startSshServer({ rootPassword, authorizedKeys: { root }, ...options });
  };
  const file = async () => (await server.readFile('/root/.ssh/authorized_keys')).toString();
  const list = async () => (await provider.listAuthorizedKeys(await withPassword(server), watch())).keys;
  const at = async (line: number): Promise<AuthorizedKey> => {
    const found = (await list()).find((key) => key.line === line);
    if (!found) throw new Error(`no key in line ${line}`);
    return found;
  };
  const remove = async (line: AuthorizedKey, evenIfLastWayIn = false) => {
    const target = await withPassword(server);
    const { path, digest } = line;
    return provider.removeAuthorizedKey(
      target,
      { line: { path, digest, line: line.line }, evenIfLastWayIn },
      watch(),
    );
  };

  it('lists every line with its type, fingerprint, comment and options', async () => {
    await start(caseFile, {
      dropIns: { '10-c.conf': 'AuthorizedKeysCommand /bin/true\nAuthorizedKeysCommandUser root\n' },
    });
    await server.exec(`echo '${other.publicLine} second file' >/root/.ssh/authorized_keys2`);
    const { keys, command, otherLines } = await provider.listAuthorizedKeys(
      await withPassword(server),
      watch(),
    );
    const { stdout } = await server.exec('ssh-keygen -lf /root/.ssh/authorized_keys2');
    expect(keys.map(({ path, line }) => [path.replace('/root/.ssh/', ''), line])).toEqual([
      ['authorized_keys', 2],
      ['authorized_keys', 3],
      ['authorized_keys', 4],
      ['authorized_keys2', 1],
    ]);
    expect(keys[1]).toMatchObject({
      type: 'ssh-ed25519',
      options: 'from="10.0.0.1",command="echo \\"a b\\""',
      restrictions: ['from', 'command'],
      comment: 'test ünï',
    });
    expect(keys[2]).toMatchObject({ restrictions: [], options: '', comment: 'test' });
    expect(stdout.split(' ')[1]).toBe(keys[3]?.sha256);
    expect(command).toBe('/bin/true');
    expect(otherLines).toBe(1);
    expect(keys.map(({ bits }) => bits)).toEqual([256, 256, 256, 256]);
  });

  it('adds a further key and proves it; the settings of sshd stay', async () => {
    await start(other.publicLine);
    const settings = await snapshot(server, '/etc/ssh');
    const outcome = await provider.addAuthorizedKey(await withPassword(server), keyPair, watch());
    expect(outcome).toEqual({ passwordLogon: 'enabled', proven: true, pending: false });
    expect(await file()).toBe(`${other.publicLine}\n${keyPair.publicLine}\n`);
    expect(await snapshot(server, '/etc/ssh')).toEqual(settings);
  });

  it('A1: removes exactly one of two lines with the same key', async () => {
    await start(caseFile);
    await remove(await at(3));
    expect(await file()).toBe(`\ufeff# mine\r\n${other.publicLine}\r\n${keyPair.publicLine}`);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('A7: finds the line again where others have moved it, and refuses one that has changed', async () => {
    await start(caseFile);
    const [moved, changed] = [await at(2), await at(4)];
    await server.writeFile(
      '/root/.ssh/authorized_keys',
      `# new\n${other.publicLine}\r\n${keyPair.publicLine} x\n`,
    );
    await remove(moved);
    expect(await file()).toBe(`# new\n${keyPair.publicLine} x\n`);
    expect((await errorOf(remove(changed))).code).toBe('authorized-keys-changed');
    const outside = { ...changed, path: '/etc/ssh/sshd_config' };
    expect((await errorOf(remove(outside))).code).toBe('authorized-keys-changed');
  });

  it('A7: a last line without its newline, put back among lines of others, grows together with none', async () => {
    await start(`# first\n${keyPair.publicLine}`);
    let proofs = 0;
    const failing: ProveLogon = async (...args) => {
      if (++proofs < 2) return parts.proveLogon(...args);
      await server.exec(`printf '%s\\n' '${other.publicLine}' '# last' >>/root/.ssh/authorized_keys`);
      return false;
    };
    const { path, digest, line } = await at(2);
    const removed = createSshProvider({ ...parts, proveLogon: failing }).removeAuthorizedKey(
      await withPassword(server),
      { line: { path, digest, line }, evenIfLastWayIn: false },
      watch(),
    );
    expect(await errorOf(removed)).toMatchObject({ code: 'last-way-in', details: { rolledBack: true } });
    expect(await file()).toBe(`# first\n${keyPair.publicLine}\n${other.publicLine}\n# last\n`);
    expect(await opensByKey(server, other.privateKey)).toBe(true);
  });

  it('A9: refuses to remove the key that is the only proven way in, unless told to', async () => {
    await start(`${keyPair.publicLine}\n${other.publicLine}\n`);
    const target = await withKey(server, keyPair);
    const { path, digest, line, sha256 } = await at(1);
    const change = { line: { path, digest, line } };
    const told: string[] = [];
    const telling = { ...watch(), onKey: (sha256: string) => void told.push(sha256) };
    const refused = provider.removeAuthorizedKey(target, { ...change, evenIfLastWayIn: false }, telling);
    expect(await errorOf(refused)).toMatchObject({ code: 'last-way-in' });
    expect(told).toEqual([sha256]);
    expect(await file()).toBe(`${keyPair.publicLine}\n${other.publicLine}\n`);
    await provider.removeAuthorizedKey(target, { ...change, evenIfLastWayIn: true }, watch());
    expect(await file()).toBe(`${other.publicLine}\n`);
  });

  it.each([
    ['bound', (line: string) => `# c\n${line}\n`],
    ['line-missing', () => '# c\n'],
    ['line-changed', (line: string) => `command="true" ${line}\n`],
    ['line-shadowed', (line: string) => `no-pty,command="true" ${line}\n${line}\n`],
  ] as const)('tells %s', async (binding, content) => {
    await start(`${content(keyPair.publicLine)}${other.publicLine}\n`);
    const found = await provider.inspectBinding(await withPassword(server), keyPair, watch());
    expect(found).toMatchObject({ binding, passwordLogon: 'enabled', command: null });
    expect(found.keys.at(-1)?.publicKey).toBe(other.publicLine.split(' ').slice(0, 2).join(' '));
  });

  it('tells that a line is right and a logon is refused all the same; binding again repairs what it can', async () => {
    await start(`${keyPair.publicLine}\n`);
    const target = await withPassword(server);
    await server.exec('chmod 777 /root/.ssh');
    expect((await provider.inspectBinding(target, keyPair, watch())).binding).toBe('logon-refused');
    await server.exec('chmod 700 /root/.ssh; : >/root/.ssh/authorized_keys');
    expect((await provider.inspectBinding(target, keyPair, watch())).binding).toBe('line-missing');
    await provider.bind(target, { keyPair, formerKeyPair: null, effect: 'postpone' }, watch());
    expect((await provider.inspectBinding(target, keyPair, watch())).binding).toBe('bound');
  });
});

import { describe, expect, test } from 'vitest';
import { fieldOfError, ServerForm } from '../../../renderer/servers/server-form.svelte.ts';
import { keyPairId, sampleServer } from '../../support/fake-bridge-samples.ts';

function filled(changes: Partial<ServerForm> = {}): ServerForm {
  return Object.assign(new ServerForm(), { host: 'example.org', password: 'pw', ...changes });
}

describe('a new server', () => {
  test('starts with what is usual: root, port 22, a password that is kept', () => {
    const { user, port, logonKind, keepPassword } = new ServerForm();
    expect({ user, port, logonKind, keepPassword }).toEqual({
      user: 'root',
      port: '22',
      logonKind: 'password',
      keepPassword: true,
    });
  });

  test('needs a host and a password', () => {
    expect(Object.keys(new ServerForm().problems).toSorted()).toEqual(['host', 'password']);
    expect(filled().isComplete).toBe(true);
  });

  test('takes apart an address that stands in the field for the host', () => {
    const form = filled({ host: 'deploy@example.org:2222' });
    expect(form.takeTypedAddress()).toBe(true);
    expect(form.entry()).toMatchObject({ host: 'example.org', port: 2222, user: 'deploy' });
    expect(form.takeTypedAddress()).toBe(false);
    expect(filled({ host: '2001:db8::1' }).takeTypedAddress()).toBe(false);
  });

  test('takes its name from the host when it has none', () => {
    expect(filled({ host: ' example.org ' }).entry()).toMatchObject({
      name: 'example.org',
      host: 'example.org',
    });
    expect(filled({ name: ' Shop ' }).entry().name).toBe('Shop');
  });

  test.each([
    ['host', { host: 'root@example.org' }],
    ['host', { host: '-oProxyCommand=x' }],
    ['port', { port: '0' }],
    ['port', { port: '65536' }],
    ['port', { port: '22x' }],
    ['port', { port: '' }],
    ['port', { port: '1e3' }],
    ['user', { user: '' }],
    ['user', { user: '-l' }],
    ['name', { name: 'two\nlines' }],
    ['keyPair', { logonKind: 'key-pair' as const }],
    ['keyFile', { logonKind: 'key-file' as const }],
  ])('says what is wrong with the %s: %j', (field, changes) => {
    const form = filled(changes);
    expect(Object.keys(form.problems)).toEqual([field]);
    expect(form.isComplete).toBe(false);
  });

  test('sends only what belongs to the chosen way to log on', () => {
    const secrets = { password: 'pw', passphrase: 'pp', keyFile: '/k', keyPairId: keyPairId(1) };
    const logons = (['password', 'key-pair', 'key-file', 'agent'] as const).map((logonKind) =>
      filled({ ...secrets, logonKind }).logon(),
    );
    expect(logons).toEqual([
      { kind: 'password', password: 'pw', keep: true },
      { kind: 'key-pair', keyPairId: keyPairId(1) },
      { kind: 'key-file', path: '/k', passphrase: 'pp', keep: true },
      { kind: 'agent' },
    ]);
  });

  test('sends no empty passphrase', () => {
    expect(filled({ logonKind: 'key-file', keyFile: '/k' }).logon()).toEqual({
      kind: 'key-file',
      path: '/k',
      keep: true,
    });
  });

  test('sends an accepted host key along', () => {
    const hostKey = { type: 'ssh-ed25519', sha256: 'SHA256:x' };
    expect(filled().entry()).not.toHaveProperty('acceptedHostKey');
    expect(filled({ acceptedHostKey: hostKey }).entry().acceptedHostKey).toEqual(hostKey);
  });
});

describe('an edited server', () => {
  test('shows what it has, and leaves the way to log on as it is', () => {
    const form = new ServerForm(sampleServer(1, { host: 'a.example', port: 2222, user: 'admin' }));
    expect(form.entry()).toEqual({ name: 'web-1', host: 'a.example', port: 2222, user: 'admin' });
    expect(form.changesLogon).toBe(false);
    expect(form.isComplete).toBe(true);
  });

  test('asks for a password that is kept nowhere', () => {
    const form = new ServerForm(sampleServer(1, { logon: { kind: 'password', storage: 'ask' } }));
    expect(form.changesLogon).toBe(true);
    expect(form.keepPassword).toBe(false);
    expect(form).toMatchObject({ isComplete: true, sendsLogon: false });
    form.user = 'admin';
    expect(form.sendsLogon).toBe(true);
    expect(Object.keys(form.problems)).toEqual(['password']);
    form.password = 'typed';
    expect(form.isComplete).toBe(true);
  });

  test('needs no secret for another name alone, and one for every other change', () => {
    const file = { kind: 'key-file', path: '/k', passphrase: 'ask' } as const;
    const server = sampleServer(1, { logon: file });
    const changed = (change: Partial<ServerForm>): ServerForm =>
      Object.assign(new ServerForm(server), change);
    expect(changed({ name: 'renamed' }).sendsLogon).toBe(false);
    // Nothing else says that the file needs no passphrase any more.
    expect(changed({}).sendsLogon).toBe(true);
    expect(changed({ host: 'elsewhere' }).sendsLogon).toBe(true);
    expect(changed({ port: '2222' }).sendsLogon).toBe(true);
    expect(changed({ keyFile: '/other' }).sendsLogon).toBe(true);
    expect(changed({ keepPassphrase: true }).sendsLogon).toBe(true);
    expect(changed({ passphrase: 'typed' }).sendsLogon).toBe(true);
    expect(changed({ logonKind: 'agent' }).sendsLogon).toBe(true);
    expect(changed({ host: 'elsewhere', changesLogon: false }).sendsLogon).toBe(false);
  });

  test('knows which secret is kept in the keychain, and replaces it only when it is told to', () => {
    const password = new ServerForm(sampleServer(1, { logon: { kind: 'password', storage: 'keychain' } }));
    expect(password).toMatchObject({ kept: 'password', changesLogon: false, isComplete: true });
    password.replaceKept();
    expect(Object.keys(password.problems)).toEqual(['password']);
    password.password = 'new';
    expect(password.logon()).toEqual({ kind: 'password', password: 'new', keep: true });
    const file = { kind: 'key-file', path: '/k', passphrase: 'keychain' } as const;
    expect(new ServerForm(sampleServer(1, { logon: file })).kept).toBe('passphrase');
    expect(new ServerForm(sampleServer(1, { logon: { kind: 'agent' } })).kept).toBeUndefined();
    expect(new ServerForm().kept).toBeUndefined();
  });

  test('T1: another address forgets the accepted host key, and what it does not name stays', () => {
    const form = new ServerForm();
    form.acceptedHostKey = { type: 'ssh-ed25519', sha256: 'SHA256:a' };
    form.takeAddress({ host: '2001:db8::1', user: 'deploy' });
    expect(form).toMatchObject({ host: '2001:db8::1', user: 'deploy', port: '22' });
    expect(form.acceptedHostKey).toBeUndefined();
    form.takeAddress({ host: 'web', port: 2222 });
    expect(form).toMatchObject({ host: 'web', user: 'deploy', port: '2222' });
  });

  test('shows its key file and its key pair', () => {
    const file = { kind: 'key-file', path: '/k', passphrase: 'ask' } as const;
    const pair = { kind: 'key-pair', keyPairId: keyPairId(2) } as const;
    expect(new ServerForm(sampleServer(1, { logon: file }))).toMatchObject({
      keyFile: '/k',
      keepPassphrase: false,
    });
    expect(new ServerForm(sampleServer(1, { logon: pair })).keyPairId).toBe(keyPairId(2));
  });
});

test('an error that is about a field goes there, any other does not', () => {
  expect(fieldOfError('server-address-taken')).toBe('host');
  expect(fieldOfError('passphrase-wrong')).toBe('passphrase');
  expect(fieldOfError('keychain-locked')).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import {
  isComplete,
  isEnough,
  mergeSecrets,
  needAfter,
  needKey,
  needsOf,
  secretsOfOne,
  sharedKind,
  toSecrets,
  type SecretNeed,
} from '../../../renderer/servers/secrets.ts';
import { keyPairId, sampleKeyPair, sampleServer, serverId } from '../../support/fake-bridge-samples.ts';

const asksPassword = sampleServer(1, { logon: { kind: 'password', storage: 'ask' } });
const asksPassphrase = sampleServer(2, { logon: { kind: 'key-file', path: '/k', passphrase: 'ask' } });
const keepsPassword = sampleServer(3);
const needs: SecretNeed[] = [
  { server: asksPassword, kind: 'password' },
  { server: asksPassphrase, kind: 'passphrase' },
];
const [passwordNeed, passphraseNeed] = needs.map(needKey);

describe('what is asked for beforehand', () => {
  test('is what is kept nowhere', () => {
    const servers = [
      asksPassword,
      asksPassphrase,
      keepsPassword,
      sampleServer(4, { logon: { kind: 'agent' } }),
    ];
    expect(needsOf(servers, []).map(({ server, kind }) => `${server.name} ${kind}`)).toEqual([
      'web-1 password',
      'web-2 passphrase',
    ]);
  });

  test('is nothing where a bound key pair opens the server', () => {
    const bound = { ...asksPassword, boundKeyPairId: keyPairId(1) };
    expect(needsOf([bound], [sampleKeyPair(1)])).toEqual([]);
  });

  test('is asked all the same where the bound key pair has no private key here', () => {
    const bound = { ...asksPassword, boundKeyPairId: keyPairId(1) };
    expect(needsOf([bound], [sampleKeyPair(1, { privateKey: 'absent' })])).toHaveLength(1);
  });
});

test('an error says what was missing or wrong', () => {
  expect(needAfter('sudo-password-wrong')).toBe('sudoPassword');
  expect(needAfter('passphrase-required')).toBe('passphrase');
  expect(needAfter('password-wrong')).toBe('password');
  expect(needAfter('server-unreachable')).toBeUndefined();
  expect(needAfter(undefined)).toBeUndefined();
});

describe('what was typed', () => {
  test('is sent for its server, and empty fields are left out', () => {
    expect(toSecrets(needs, { [passwordNeed ?? '']: 'pw', [passphraseNeed ?? '']: '' })).toEqual([
      { serverId: serverId(1), password: 'pw' },
    ]);
  });

  test('of both kinds for one server goes together', () => {
    const both: SecretNeed[] = [
      { server: asksPassword, kind: 'password' },
      { server: asksPassword, kind: 'sudoPassword' },
    ];
    const typed = Object.fromEntries(both.map((need) => [needKey(need), need.kind]));
    expect(toSecrets(both, typed)).toEqual([
      { serverId: serverId(1), password: 'password', sudoPassword: 'sudoPassword' },
    ]);
  });

  test('is complete when nothing is empty', () => {
    expect(isComplete(needs, { [passwordNeed ?? '']: 'a' })).toBe(false);
    expect(isComplete(needs, { [passwordNeed ?? '']: 'a', [passphraseNeed ?? '']: 'b' })).toBe(true);
    expect(isComplete([], {})).toBe(true);
  });

  test('is enough when one server misses nothing: the others are skipped', () => {
    const [one, two] = needs.map(({ server }) => server);
    if (!one || !two) throw new Error('no needs');
    expect(isEnough([one, two], needs, {})).toBe(false);
    expect(isEnough([one, two], needs, { [passwordNeed ?? '']: 'a' })).toBe(true);
    expect(isEnough([one], needs, {})).toBe(false);
    expect(isEnough([one, two], needs.slice(0, 1), {})).toBe(true);
  });

  test('later wins over what was typed earlier, and the rest stays', () => {
    const merged = mergeSecrets(
      [{ serverId: serverId(1), password: 'old', sudoPassword: 'kept' }],
      [
        { serverId: serverId(1), password: 'new' },
        { serverId: serverId(2), passphrase: 'b' },
      ],
    );
    expect(merged).toEqual([
      { serverId: serverId(1), password: 'new', sudoPassword: 'kept' },
      { serverId: serverId(2), passphrase: 'b' },
    ]);
  });

  test('for a single server goes without its id', () => {
    expect(secretsOfOne([{ serverId: serverId(1), password: 'a' }]).secrets).toEqual({ password: 'a' });
    expect(secretsOfOne([])).toEqual({});
  });
});

test('one answer for all is offered only when all are of one kind', () => {
  expect(sharedKind(needs)).toBeUndefined();
  expect(sharedKind(needs.slice(0, 1))).toBeUndefined();
  const same: SecretNeed[] = [1, 2].map((number) => ({ server: sampleServer(number), kind: 'password' }));
  expect(sharedKind(same)).toBe('password');
});

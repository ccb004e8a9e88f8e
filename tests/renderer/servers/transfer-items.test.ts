import { describe, expect, test } from 'vitest';
import type { KeyPairId } from '../../../shared/model/ids.ts';
import type { Pending, Server } from '../../../shared/model/server.ts';
import {
  attachItems,
  detachItems,
  replacedWords,
  replacements,
  type Replacement,
  whyNotConfirm,
} from '../../../renderer/servers/transfer-items.ts';
import {
  keyPairId,
  keyPairs,
  sampleKeyPair,
  sampleServer,
  servers,
} from '../../support/fake-bridge-samples.ts';

const keyPair = sampleKeyPair(4, { name: 'database_backup' });

describe('a choice of servers', () => {
  test.each([
    [0, 0, 'Choose a server and move it over first.'],
    [0, 1, 'Move the 1 ticked server over first.'],
    [0, 2, 'Move the 2 ticked servers over first.'],
    [1, 0, undefined],
    [1, 2, undefined],
  ])('of %i with %i ticked says why it can’t be confirmed: %s', (chosen, ticked, reason) => {
    expect(whyNotConfirm(chosen, ticked)).toBe(reason);
  });
});

describe('servers to attach', () => {
  const items = attachItems(servers, keyPair, keyPairs);
  const reasonOf = (name: string): string | undefined =>
    items.find(({ label }) => label === name)?.disabledReason;

  test('are all shown, those that can be chosen first', () => {
    expect(items).toHaveLength(servers.length);
    const flags = items.map(({ disabledReason }) => disabledReason !== undefined);
    expect(flags).toEqual(flags.toSorted());
  });

  test('can be chosen when they run Linux and are Running or Stopped', () => {
    expect([reasonOf('web-01'), reasonOf('backup')]).toEqual([undefined, undefined]);
  });

  test.each([
    ['exchange', /Linux/],
    ['staging-02', /starting/],
    ['router-with-a-name-that-goes-on-for-a-while-in-the-basement', /unknown/],
  ])('%s cannot be chosen and says why', (name, reason) => {
    expect(reasonOf(name)).toMatch(reason);
  });

  test('that have this key pair already cannot be chosen', () => {
    const bound = [sampleServer(1, { boundKeyPairId: keyPair.id })];
    expect(attachItems(bound, keyPair, keyPairs)[0]?.disabledReason).toMatch(/already bound/);
  });

  test('are in the order in which people count', () => {
    const many = [10, 9, 1].map((number) => sampleServer(number));
    expect(attachItems(many, keyPair, []).map(({ label }) => label)).toEqual(['web-1', 'web-9', 'web-10']);
  });

  test('name the key pair that will be replaced', () => {
    expect(items.find(({ label }) => label === 'web-01')?.note).toBe('replaces “production-web”');
    expect(items.find(({ label }) => label === 'db-01')?.note).toBeUndefined();
  });

  test('name the key pair that waits for them and will not be put on them any more', () => {
    const noteOf = (change: Partial<Server>): string | undefined =>
      attachItems([sampleServer(1, change)], keyPair, keyPairs)[0]?.note;
    const waiting = waitingFor(keyPairId(2));
    expect(noteOf({ pending: waiting })).toBe('replaces “staging”, which is waiting');
    expect(noteOf({ boundKeyPairId: keyPairId(1), pending: waiting })).toBe(
      'replaces “production-web” · replaces “staging”, which is waiting',
    );
  });
});

/** Everything that the dialog says about them. */
function said(replaced: readonly Replacement[]): readonly string[] {
  return replaced.flatMap((each) => replacedWords(each));
}

/** A bind that waits for its server to come up. */
function waitingFor(id: KeyPairId | null): Pending {
  return { change: 'bind', keyPairId: id, waitsFor: 'server', effect: 'reload', since: 1, problem: null };
}

test('what is replaced is named for each chosen server, also when its key pair is not in the list', () => {
  const chosen = [
    sampleServer(1, { boundKeyPairId: keyPairId(1) }),
    sampleServer(2, { boundKeyPairId: keyPairId(99) }),
    sampleServer(3, { boundKeyPairId: keyPair.id }),
    sampleServer(4),
  ];
  const replaced = replacements(chosen, keyPair, keyPairs);
  expect(said(replaced)).toEqual([
    'web-1: “production-web” no longer opens it',
    'web-2: “a key pair” no longer opens it',
  ]);
});

test('a key pair that waits is replaced too, where it is another one and is still to be put on the server', () => {
  const waiting = waitingFor(keyPairId(2));
  const replaced = replacements(
    [
      sampleServer(1, { pending: waiting }),
      sampleServer(2, { boundKeyPairId: keyPairId(1), pending: waiting }),
      sampleServer(3, { boundKeyPairId: keyPair.id, pending: waiting }),
      sampleServer(4, { pending: waitingFor(keyPair.id) }),
      sampleServer(5, { pending: waitingFor(null) }),
      sampleServer(6, { pending: { ...waiting, waitsFor: 'restart' } }),
      sampleServer(7, { boundKeyPairId: keyPairId(2), pending: { ...waiting, change: 'unbind' } }),
    ],
    keyPair,
    keyPairs,
  );
  expect(said(replaced)).toEqual([
    'web-1: “staging” is waiting, and will not be put on it any more',
    'web-2: “production-web” no longer opens it',
    'web-2: “staging” is waiting, and will not be put on it any more',
    'web-3: “staging” is waiting, and will not be put on it any more',
    'web-7: “staging” no longer opens it',
  ]);
});

test('servers to detach are those on which the key pair is bound, or is waiting to be', () => {
  const [production, staging] = keyPairs;
  if (!production || !staging) throw new Error('the samples have several key pairs');
  const items = detachItems(servers, { ...staging, boundServerIds: [] });
  expect(items.map(({ label }) => label)).toEqual(['staging-01']);
  expect(detachItems(servers, production).map(({ label }) => label)).toEqual(['web-01', 'web-02', 'web-03']);
});

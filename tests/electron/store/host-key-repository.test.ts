import { expect, test } from 'vitest';
import { newStorePath, open } from './store-folder.ts';

const record = { host: 'web.example', port: 22, type: 'ssh-ed25519', blob: 'AAAA', acceptedAt: 5 };

test('T1: a pinned host key holds for its host and port alone', () => {
  const { hostKeys } = open(newStorePath());
  hostKeys.pin(record);
  expect(hostKeys.list('web.example', 22)).toEqual([record]);
  expect(hostKeys.list('web.example', 2222)).toEqual([]);
  expect(hostKeys.list('other.example', 22)).toEqual([]);
});

test('pinning again replaces what was pinned for the host and port, and nothing else', () => {
  const { hostKeys } = open(newStorePath());
  const elsewhere = { ...record, port: 2222 };
  const changed = { ...record, type: 'ssh-rsa', blob: 'BBBB', acceptedAt: 9 };
  for (const pinned of [record, elsewhere, changed]) hostKeys.pin(pinned);
  expect(hostKeys.list('web.example', 22)).toEqual([changed]);
  expect(hostKeys.list('web.example', 2222)).toEqual([elsewhere]);
});

test('a forgotten host key is unknown again', () => {
  const { hostKeys } = open(newStorePath());
  hostKeys.pin(record);
  hostKeys.forget('web.example', 22);
  expect(hostKeys.list('web.example', 22)).toEqual([]);
});

test('all of them can be counted and forgotten', () => {
  const { hostKeys } = open(newStorePath());
  for (const port of [22, 2222]) hostKeys.pin({ ...record, port });
  expect(hostKeys.count()).toBe(2);
  hostKeys.forgetAll();
  expect(hostKeys.count()).toBe(0);
  expect(hostKeys.list('web.example', 22)).toEqual([]);
});

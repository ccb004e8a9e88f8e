import { beforeEach, expect, test } from 'vitest';
import type { Job } from '../../../shared/model/job.ts';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import type { Server } from '../../../shared/model/server.ts';
import { codeOf, consoleUnderTest, serverOf, type ConsoleUnderTest } from './console-under-test.ts';

const asWhatItIs = { code: 'server-not-linux', details: { os: 'Windows Server 2025' } };

let under: ConsoleUnderTest;
let office: Server;
let keyPair: KeyPair;

beforeEach(async () => {
  under = consoleUnderTest();
  const { id } = await under.console.regions.create('Practice', 'practice');
  ({ keyPair } = await under.console.keyPairs.create(id, 'mine', { type: 'rsa', bits: 2048 }));
  const found = under.console.servers.list(id).find(({ os }) => os.kind === 'windows');
  if (!found) throw new Error('no Windows server');
  office = found;
});

async function errorOf(job: Job): Promise<unknown> {
  return (await under.finished(job)).results[0]?.error;
}

test('password logon is not re-enabled on a Windows server, whose record stays as it was', async () => {
  const { bindings } = under.console;
  expect(await errorOf(bindings.enablePasswordLogon(office.id, 'restart', {}))).toMatchObject(asWhatItIs);
  expect(serverOf(under, office.id)).toEqual(office);
});

test('a Windows server is not checked for changes', async () => {
  expect(await errorOf(under.console.bindings.inspect([office.id], []))).toMatchObject(asWhatItIs);
  expect(serverOf(under, office.id)).toEqual(office);
});

test('a Windows server has no authorized keys to read, to add to and to remove from', async () => {
  const { authorizedKeys } = under.console;
  const line = { path: '/root/.ssh/authorized_keys', line: 1, digest: '0'.repeat(64) };
  expect(await codeOf(authorizedKeys.list(office.id, {}))).toBe('server-not-linux');
  expect(await codeOf(authorizedKeys.add(office.id, keyPair.id, {}))).toBe('server-not-linux');
  expect(await codeOf(authorizedKeys.remove(office.id, line, true, {}))).toBe('server-not-linux');
});

test('what a record says is bound to a Windows server can be taken off it', async () => {
  under.store.servers.update({ ...office, boundKeyPairId: keyPair.id });
  const { bindings } = under.console;
  const job = bindings.unbind(keyPair.id, [office.id], 'postpone', true, []);
  expect((await under.finished(job)).results[0]?.error).toBeNull();
  expect(serverOf(under, office.id).boundKeyPairId).toBeNull();
});

test('a Windows server is not restarted but for what is pending there', async () => {
  expect(await errorOf(under.console.bindings.takeEffect([office.id], 'restart', []))).toMatchObject(
    asWhatItIs,
  );
  expect(serverOf(under, office.id)).toEqual(office);
  const since = Date.now();
  under.store.servers.update({
    ...office,
    pending: {
      ...{ change: 'unbind', keyPairId: null, effect: 'postpone' },
      waitsFor: 'restart',
      since,
      problem: null,
    },
  });
  expect(await errorOf(under.console.bindings.takeEffect([office.id], 'restart', []))).toBeNull();
  expect(serverOf(under, office.id).pending).toBeNull();
});

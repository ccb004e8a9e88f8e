import { beforeEach, expect, test } from 'vitest';
import type { RegionId } from '../../../shared/model/ids.ts';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import type { Job } from '../../../shared/model/job.ts';
import { publicLines } from '../../vectors/public-lines.ts';
import { consoleUnderTest, serverOf, type ConsoleUnderTest } from './console-under-test.ts';

let under: ConsoleUnderTest;

beforeEach(() => {
  under = consoleUnderTest();
});

function imported(regionId: RegionId): Promise<KeyPair> {
  return under.console.keyPairs.importPublicKey(regionId, 'imported', publicLines.rsa);
}

async function stateOf(job: Job): Promise<string | undefined> {
  return (await under.finished(job)).results[0]?.state;
}

/** A server of the practice region, and two key pairs: one is proven by a bind, the other is not. */
async function practised() {
  const { id } = await under.console.regions.create('Practice', 'practice');
  const { keyPair } = await under.console.keyPairs.create(id, 'proven', { type: 'rsa', bits: 2048 });
  const server = under.console.servers.list(id).find(({ name }) => name === 'web-1');
  if (!server) throw new Error('no server');
  return { serverId: server.id, proven: keyPair, unproven: await imported(id) };
}

test('a key pair that nothing is closed for leaves what waits on its server waiting', async () => {
  const { serverId, proven, unproven } = await practised();
  const { bindings } = under.console;
  await stateOf(bindings.bind(proven.id, [serverId], 'restart', []));
  await stateOf(bindings.enablePasswordLogon(serverId, 'postpone', {}));
  const before = serverOf(under, serverId).pending;
  expect(before).toMatchObject({ change: 'enable-password-logon', waitsFor: 'restart' });
  under.store.servers.update({ ...serverOf(under, serverId), boundKeyPairId: null });
  expect(await stateOf(bindings.bind(unproven.id, [serverId], 'restart', []))).toBe('pending');
  expect(serverOf(under, serverId)).toMatchObject({ boundKeyPairId: unproven.id, pending: before });
});

test('where it takes the place of one whose bind waits, it is the one that is told to wait', async () => {
  const { serverId, proven, unproven } = await practised();
  const { bindings } = under.console;
  await stateOf(bindings.bind(proven.id, [serverId], 'postpone', []));
  under.store.servers.update({ ...serverOf(under, serverId), boundKeyPairId: null });
  await stateOf(bindings.bind(unproven.id, [serverId], 'restart', []));
  expect(serverOf(under, serverId).pending).toMatchObject({ change: 'bind', keyPairId: unproven.id });
});

test('where it can’t be read what waits, the record keeps what it says', async () => {
  const { id: serverId } = await under.addServer('web-1');
  const { bindings } = under.console;
  await stateOf(bindings.enablePasswordLogon(serverId, 'postpone', {}));
  const before = serverOf(under, serverId).pending;
  expect(before).not.toBeNull();
  under.provider.outcome = { passwordLogon: 'unknown', proven: false, pending: null };
  const { id } = await imported(under.regionId);
  expect(await stateOf(bindings.bind(id, [serverId], 'reload', []))).toBe('succeeded');
  expect(serverOf(under, serverId).pending).toEqual(before);
});

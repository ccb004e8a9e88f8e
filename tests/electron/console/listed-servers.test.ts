import { beforeEach, expect, test } from 'vitest';
import type { RegionId } from '../../../shared/model/ids.ts';
import type { Server } from '../../../shared/model/server.ts';
import { codeOf, consoleUnderTest, serverOf, type ConsoleUnderTest } from './console-under-test.ts';

const agent = { kind: 'agent' } as const;
const options = { evenIfUnreachable: true };

let under: ConsoleUnderTest;
let regionId: RegionId;
let web: Server;

beforeEach(async () => {
  under = consoleUnderTest();
  ({ id: regionId } = await under.console.regions.create('Practice', 'practice'));
  const found = under.console.servers.list(regionId).find(({ name }) => name === 'web-1');
  if (!found) throw new Error('no server');
  web = found;
});

function entryOf({ name, host, port, user }: Server) {
  return { name, host, port, user };
}

test('a region that lists its servers takes no further one, whatever is entered', async () => {
  const { servers } = under.console;
  const mine = { name: 'mine', host: 'mine.example', port: 22, user: 'root' };
  for (const entry of [mine, { ...mine, host: '' }, { ...mine, host: web.host }])
    expect(await codeOf(servers.add(regionId, entry, agent, options))).toBe('region-lists-servers');
  expect(servers.list(regionId)).toHaveLength(7);
});

test('not even one of its own that was removed from the list', async () => {
  const { servers } = under.console;
  await servers.remove(web.id);
  expect(await codeOf(servers.add(regionId, entryOf(web), agent, options))).toBe('region-lists-servers');
});

test.each([{ host: 'mine.example' }, { port: 2222 }, { user: 'mine' }])(
  'a server that its region lists stays at its address: %j',
  async (change) => {
    const entry = { ...entryOf(web), ...change };
    const work = under.console.servers.edit(web.id, entry, undefined, options);
    expect(await codeOf(work)).toBe('region-lists-servers');
    expect(serverOf(under, web.id)).toEqual(web);
  },
);

test('where nothing is logged on with, there is no way to log on to choose', async () => {
  const password = { kind: 'password', password: 'secret', keep: true } as const;
  const work = under.console.servers.edit(web.id, entryOf(web), password, options);
  expect(await codeOf(work)).toBe('request-invalid');
  expect(serverOf(under, web.id)).toEqual(web);
  expect(under.vault.secrets.size).toBe(0);
});

test('every server that its region lists can be given another name, whatever it is and however it is', async () => {
  const { servers } = under.console;
  for (const server of servers.list(regionId)) {
    const entry = { ...entryOf(server), name: `my ${server.name}` };
    const edited = await servers.edit(server.id, entry, undefined, { evenIfUnreachable: false });
    expect(edited).toEqual({ ...server, ...entry });
  }
});

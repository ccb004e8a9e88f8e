import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  matchingKeys,
  nameOfLine,
  publicLineOf,
  restrictionWords,
} from '../../../renderer/servers/authorized-key-words.ts';
import { AuthorizedKeysState } from '../../../renderer/servers/authorized-keys-state.svelte.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { keyPairs, servers } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function panelOf(name: string): AuthorizedKeysState {
  const server = servers.find((candidate) => candidate.name === name);
  if (!server) throw new Error(`no sample server is called ${name}`);
  return new AuthorizedKeysState(server, keyPairs);
}

async function lineNamed(panel: AuthorizedKeysState, name: string) {
  await panel.load();
  const line = panel.view?.keys.find((each) => nameOfLine(each, keyPairs) === name);
  if (!line) throw new Error(`no line ${name}`);
  return line;
}

const requests = (channel: string) =>
  bridge.calls.filter((call) => call.channel === channel).map(({ request }) => request);

describe('the Authorized keys panel', () => {
  it('lists the lines, and knows which one is the bound key pair', async () => {
    const panel = panelOf('web-01');
    expect(panel.needs).toEqual([]);
    expect(await panel.load()).toBe(true);
    const names = panel.view?.keys.map((line) => nameOfLine(line, keyPairs));
    expect(names).toEqual([
      'admin@bastion',
      'backup@nas',
      '/root/.ssh/authorized_keys, line 3',
      'key-pair-1',
    ]);
  });

  it('asks first for a password that is kept nowhere, and sends it', async () => {
    const panel = panelOf('db-01');
    expect(panel.needs).toMatchObject([{ kind: 'password' }]);
    await panel.goOn([{ serverId: panel.needs[0]?.server.id as never, password: 'secret' }]);
    expect(requests('authorized-keys:list')).toMatchObject([{ secrets: { password: 'secret' } }]);
    expect(panel.needs).toEqual([]);
  });

  it('does what was asked for again once a sudo password has come', async () => {
    const panel = panelOf('web-01');
    await panel.load();
    bridge.refuse('authorized-keys:add', { code: 'sudo-password-required', details: {} });
    const id = keyPairs[3]?.id as never;
    expect(await panel.add(id)).toBe(false);
    expect(panel.needs).toMatchObject([{ kind: 'sudoPassword' }]);
    expect(await panel.goOn([{ serverId: servers[0]?.id as never, sudoPassword: 'secret' }])).toBe(true);
    expect(requests('authorized-keys:add')[1]).toMatchObject({
      keyPairId: id,
      secrets: { sudoPassword: 'secret' },
    });
    expect(panel.view?.keys.map(({ keyPairId }) => keyPairId)).toContain(id);
  });

  it('A9: the last way in goes only when it is said explicitly', async () => {
    const panel = panelOf('web-01');
    const line = await lineNamed(panel, 'key-pair-1');
    expect(await panel.remove(line, false)).toBe(false);
    expect(panel.isLastWayIn).toBe(true);
    expect(panel.view?.keys).toHaveLength(4);
    expect(await panel.remove(line, true)).toBe(true);
    expect(panel.isLastWayIn).toBe(false);
    expect(requests('authorized-keys:remove')).toMatchObject([
      { evenIfLastWayIn: false, line: { path: line.key.path, line: 4, digest: line.key.digest } },
      { evenIfLastWayIn: true },
    ]);
  });

  it('keeps the list when a change was refused', async () => {
    const panel = panelOf('web-01');
    const line = await lineNamed(panel, 'admin@bastion');
    bridge.refuse('authorized-keys:remove', { code: 'authorized-keys-changed', details: {} });
    expect(await panel.remove(line, false)).toBe(false);
    expect(panel.error).toMatchObject({ code: 'authorized-keys-changed' });
    expect(panel.view?.keys).toHaveLength(4);
  });

  it('finds lines by any of their words, key pairs by their names too', async () => {
    const panel = panelOf('web-01');
    await panel.load();
    const found = (search: string) =>
      matchingKeys(panel.view?.keys ?? [], search, keyPairs).map((line) => nameOfLine(line, keyPairs));
    expect(found('RSA backup')).toEqual(['backup@nas']);
    expect(found('production-web')).toEqual(['key-pair-1']);
    expect(found('rrsync bastion')).toEqual([]);
    expect(found('  ')).toHaveLength(4);
  });

  it('says in words what a line may not do, and copies it without its options', async () => {
    const { key } = await lineNamed(panelOf('web-01'), 'backup@nas');
    expect(restrictionWords(key)).toEqual(['one command only', 'no terminal', 'from some addresses only']);
    expect(restrictionWords({ restrictions: ['constructor'] })).toEqual(['option constructor']);
    expect(publicLineOf(key)).toBe(`${key.publicKey} backup@nas`);
    expect(publicLineOf({ ...key, comment: '' })).toBe(key.publicKey);
  });
});

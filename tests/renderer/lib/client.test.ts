import { afterEach, describe, expect, test, vi } from 'vitest';
import { call, on } from '../../../renderer/lib/client.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regionId, serverId } from '../../support/fake-bridge-samples.ts';

function onPage(bridge: FakeBridge): FakeBridge {
  vi.stubGlobal('window', { latchkey: bridge });
  return bridge;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a call', () => {
  test('answers with the value', async () => {
    onPage(new FakeBridge());
    await expect(call('servers:list', { regionId: regionId(1) })).resolves.toHaveLength(12);
  });

  test('throws the error as it was thrown: code and details', async () => {
    onPage(new FakeBridge()).refuse('servers:remove', { code: 'server-busy', details: { server: 'web-01' } });
    const thrown: unknown = await call('servers:remove', { serverId: serverId(1) }).catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ code: 'server-busy', details: { server: 'web-01' } });
  });

  test('throws an error without details with empty ones', async () => {
    onPage(new FakeBridge()).refuse('servers:remove', { code: 'cancelled' });
    await expect(call('servers:remove', { serverId: serverId(1) })).rejects.toMatchObject({ details: {} });
  });

  test('sends plain data, which the bridge can clone, also where the page has proxies', async () => {
    const bridge = onPage(new FakeBridge());
    const request = new Proxy({ serverId: serverId(1) }, {});
    await call('servers:remove', request);
    expect(bridge.calls).toEqual([{ channel: 'servers:remove', request: { serverId: serverId(1) } }]);
  });

  test('leaves out what is undefined', async () => {
    const bridge = onPage(new FakeBridge());
    await call('servers:refresh', { serverId: serverId(1), secrets: { password: undefined } });
    expect(bridge.calls[0]?.request).toEqual({ serverId: serverId(1), secrets: {} });
  });
});

describe('an event', () => {
  test('reaches the listener until the subscription has ended', () => {
    const bridge = onPage(new FakeBridge());
    const heard: unknown[] = [];
    const end = on('key-pairs:changed', (payload) => heard.push(payload));
    bridge.emit('key-pairs:changed', { regionId: regionId(1) });
    end();
    bridge.emit('key-pairs:changed', { regionId: regionId(1) });
    expect(heard).toEqual([{ regionId: regionId(1) }]);
  });
});

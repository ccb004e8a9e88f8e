import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../electron/ipc/handler-table.ts';
import { registerHandlers } from '../../../electron/ipc/register.ts';
import { isTrustedFrame } from '../../../electron/ipc/trusted-frame.ts';
import { channels, type Channel } from '../../../shared/ipc/channels.ts';
import { AppError, errorCodes } from '../../../shared/ipc/result.ts';
import { ipcMain } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const ourFrame = { parent: null, origin: 'latchkey://app' };
const ourEvent = { senderFrame: ourFrame };
const regionId = '5d5c6f0a-7f6b-4b5e-9d0a-3a2f1c9e8b7d';

const called: [Channel, unknown][] = [];
const logged: [string, unknown][] = [];
let behaviour: (request: unknown) => unknown = () => ({});

/** A handler for every channel that does what `behaviour` says. */
const handlers = Object.fromEntries(
  channels.map((channel) => [
    channel,
    async (request: unknown) => {
      called.push([channel, request]);
      return Promise.resolve(behaviour(request));
    },
  ]),
) as unknown as Handlers;

beforeAll(() => {
  const log = { error: (what: string, error: unknown) => logged.push([what, error]) };
  registerHandlers(handlers, { isTrusted: isTrustedFrame, log });
});

beforeEach(() => {
  called.length = 0;
  logged.length = 0;
  behaviour = () => ({});
});

const refused = (code: string): unknown =>
  expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) as unknown });

it('opens exactly the channels of the contract', () => {
  expect([...ipcMain.handlers.keys()].sort()).toEqual([...channels].sort());
});

describe.each(channels)('E12: %s', (channel) => {
  it.each([
    ['no frame', null],
    ['a frame inside our page', { parent: ourFrame, origin: 'latchkey://app' }],
    ['a web page', { parent: null, origin: 'https://app' }],
    ['another host of our scheme', { parent: null, origin: 'latchkey://app.evil' }],
    ['a host that ours is a prefix of', { parent: null, origin: 'latchkey://apple' }],
    ['a file', { parent: null, origin: 'file://' }],
    ['an opaque origin', { parent: null, origin: 'null' }],
    ['no origin', { parent: null, origin: '' }],
  ])('refuses a call from %s before anything else', async (_name, senderFrame) => {
    const reply = await ipcMain.call(channel, { senderFrame }, {});
    expect(reply).toEqual({ ok: false, error: { code: 'sender-not-trusted', details: {} } });
    expect(called).toEqual([]);
  });
});

it('E12: a frame that is disposed of during the call gets no answer and reaches no handler', async () => {
  const disposed = {
    parent: null,
    get origin(): string {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
  };
  expect(await ipcMain.call('app:status', { senderFrame: disposed }, {})).toEqual(refused('unexpected'));
  expect(called).toEqual([]);
});

const fields = [
  'regionId',
  'keyPairId',
  'serverId',
  'serverIds',
  'jobId',
  'name',
  'host',
  'port',
  'user',
  'logon',
  'spec',
  'secrets',
  'effect',
  'kind',
  'text',
  'publicKey',
];
const nearRequest = fc.dictionary(
  fc.constantFrom(...fields),
  fc.oneof(
    fc.jsonValue(),
    fc.uuid(),
    fc.integer(),
    fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
  ),
);

describe.each(channels)('E13: %s', (channel) => {
  it('answers 1000 random values with a reply or a code of the list, and never rejects', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), nearRequest), async (payload) => {
        const reply = (await ipcMain.call(channel, ourEvent, payload)) as
          { ok: true } | { ok: false; error: { code: string } };
        expect(reply.ok || errorCodes.includes(reply.error.code as (typeof errorCodes)[number])).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s at any depth', async (key) => {
    const hostile = JSON.parse(`{"${key}": {"isAdmin": true}}`) as unknown;
    for (const payload of [hostile, { regionId, logon: hostile }, { list: [hostile] }])
      expect(await ipcMain.call(channel, ourEvent, payload)).toEqual(refused('request-invalid'));
    expect(called).toEqual([]);
  });

  it('refuses what is not plain data', async () => {
    const loop: Record<string, unknown> = {};
    loop['again'] = loop;
    for (const payload of [undefined, null, [], new Map(), new Uint8Array(4), 1n, loop, 'app:status'])
      expect(await ipcMain.call(channel, ourEvent, payload)).toEqual(refused('request-invalid'));
    expect(called).toEqual([]);
  });
});

it('names the fields of a refused request, never their values', async () => {
  const reply = await ipcMain.call('key-pairs:list', ourEvent, { regionId: 'hunter2' });
  expect(reply).toEqual({ ok: false, error: { code: 'request-invalid', details: { fields: ['regionId'] } } });
});

it('hands the parsed request over and gives back the reply', async () => {
  behaviour = () => [];
  expect(await ipcMain.call('key-pairs:list', ourEvent, { regionId })).toEqual({ ok: true, value: [] });
  expect(called).toEqual([['key-pairs:list', { regionId }]]);
});

it('K2: takes out of a reply what the contract does not name', async () => {
  behaviour = () => ({ path: '/home/me/web.pem', privateKey: 'secret' });
  const reply = await ipcMain.call('key-pairs:download', ourEvent, { keyPairId: regionId });
  expect(reply).toEqual({ ok: true, value: { path: '/home/me/web.pem' } });
});

it('makes `unexpected` of a reply that breaks the contract, and logs where without the value', async () => {
  behaviour = () => ({ path: ['hunter2'] });
  const reply = await ipcMain.call('key-pairs:download', ourEvent, { keyPairId: regionId });
  expect(reply).toEqual({ ok: false, error: { code: 'unexpected' } });
  expect(logged).toEqual([['key-pairs:download', new Error('the reply breaks the contract at: path')]]);
});

it('gives an expected error back as its code and details, without a log entry', async () => {
  behaviour = () => {
    throw new AppError('key-pair-bound', { servers: ['web-1'] }, { cause: new Error('hunter2') });
  };
  const reply = await ipcMain.call('key-pairs:delete', ourEvent, { keyPairId: regionId });
  expect(reply).toEqual({ ok: false, error: { code: 'key-pair-bound', details: { servers: ['web-1'] } } });
  expect(logged).toEqual([]);
});

it('makes `unexpected` of any other error and logs the real one once', async () => {
  const real = new Error('SQLITE_IOERR');
  behaviour = () => {
    throw real;
  };
  const reply = await ipcMain.call('key-pairs:delete', ourEvent, { keyPairId: regionId });
  expect(reply).toEqual({ ok: false, error: { code: 'unexpected' } });
  expect(logged).toEqual([['key-pairs:delete', real]]);
});

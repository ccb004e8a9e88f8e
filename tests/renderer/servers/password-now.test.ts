import { describe, expect, test } from 'vitest';
import { passwordNow } from '../../../renderer/servers/password-now.ts';
import { texts } from '../../../shared/texts/texts.ts';
import { JobKind } from '../../../shared/model/job.ts';
import { sampleServer, servers } from '../../support/fake-bridge-samples.ts';

const words = texts.jobs.logon;
const done = { state: 'succeeded', proven: true } as const;
const off = sampleServer(1, { passwordLogon: 'disabled' });
const on = sampleServer(1, { passwordLogon: 'enabled' });
const waiting = servers.find(({ pending }) => pending?.waitsFor === 'restart') ?? on;
const stopped = servers.find(({ pending }) => pending?.waitsFor === 'server') ?? on;

describe('after an action it is said whether root can log on with a password', () => {
  test.each([
    ['bind', off, words.now.disabled],
    ['bind', on, words.now.enabled],
    ['bind', sampleServer(1, { passwordLogon: 'unknown' }), words.now.unknown],
    ['repair', off, words.now.disabled],
    ['take-effect', off, words.now.disabled],
    ['unbind', off, words.afterDetach.disabled],
    ['unbind', on, words.now.enabled],
    ['enable-password-logon', on, words.afterEnabling.enabled],
    ['enable-password-logon', off, words.afterEnabling.disabled],
  ] as const)('%s, as the record of the server has it', (kind, server, text) => {
    expect(passwordNow(kind, done, server)).toBe(text);
  });

  test('why it was not switched off: no logon with the key pair was proven', () => {
    expect(passwordNow('bind', { state: 'succeeded', proven: false }, on)).toBe(words.keptOn);
  });

  test('until a restart it is as before; on a stopped server nothing has changed yet', () => {
    const pending = { state: 'pending', proven: true } as const;
    expect(waiting.pending?.waitsFor).toBe('restart');
    expect(passwordNow('bind', pending, waiting)).toBe(words.untilThen[waiting.passwordLogon]);
    expect(stopped.pending?.waitsFor).toBe('server');
    expect(passwordNow('bind', pending, stopped)).toBeUndefined();
  });

  test('nothing after what failed, or only looked', () => {
    expect(passwordNow('bind', { state: 'failed', proven: null }, on)).toBeUndefined();
    const silent = JobKind.options.filter((kind) => passwordNow(kind, done, off) === undefined);
    expect(silent).toEqual(['verify-logon', 'inspect', 'refresh']);
  });
});

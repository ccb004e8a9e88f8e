import { describe, expect, it } from 'vitest';
import { connectionError, mismatchOf, tcpError } from '../../../electron/ssh/connection-errors.ts';

function ssh2Error(facts: { level?: string; code?: number | string }, message = 'words of a server') {
  return Object.assign(new Error(message), facts);
}

describe('errors of a connection', () => {
  it.each([
    [{ level: 'client-authentication' }, 'logon', 'logon-refused'],
    [{ level: 'agent' }, 'logon', 'agent-unavailable'],
    [{ level: 'client-timeout' }, 'handshake', 'server-timeout'],
    [{ level: 'client-timeout' }, 'logon', 'server-timeout'],
    [{ level: 'client-timeout' }, 'open', 'server-connection-lost'],
    [{ level: 'client-socket', code: 'ECONNRESET' }, 'handshake', 'server-connection-lost'],
    [{ level: 'protocol' }, 'open', 'server-protocol'],
    [{ level: 'handshake' }, 'handshake', 'server-protocol'],
    [{ code: 2 }, 'logon', 'logon-refused'],
    [{ code: 14 }, 'logon', 'logon-refused'],
    [{ code: 2 }, 'open', 'server-connection-lost'],
    [{ code: 3 }, 'handshake', 'server-algorithms-refused'],
    [{ code: 'ERR_OUT_OF_RANGE' }, 'handshake', 'server-protocol'],
    [{}, 'open', 'server-protocol'],
  ] as const)('%j while in %s is %s', (facts, phase, code) => {
    const error = connectionError(ssh2Error(facts), phase, { host: 'web' });
    expect(error.code).toBe(code);
    expect(JSON.stringify(error.details)).not.toContain('words');
  });

  it.each([
    ['Handshake failed: no matching key exchange algorithm', 'keyExchange'],
    ['Handshake failed: no matching host key format', 'hostKey'],
    ['Handshake failed: no matching C->S cipher', 'cipher'],
    ['Handshake failed: no matching S->C cipher', 'cipher'],
    ['Handshake failed: no matching S->C MAC', 'mac'],
    ['Handshake failed: signature verification failed', undefined],
  ])('T3: "%s" is a mismatch of %s', (message, mismatch) => {
    expect(mismatchOf({ message })).toBe(mismatch);
    const code = connectionError(ssh2Error({ level: 'handshake' }, message), 'handshake', {}).code;
    expect(code).toBe(mismatch === undefined ? 'server-protocol' : 'server-algorithms-refused');
  });

  it('names the reason why a server is not reached', () => {
    const error = tcpError('web', 22, Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    expect([error.code, error.details]).toEqual([
      'server-unreachable',
      { host: 'web', port: 22, reason: 'ENOTFOUND' },
    ]);
  });

  it('calls a server that hangs up during the connection lost, not unreachable', () => {
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(tcpError('web', 22, reset).code).toBe('server-connection-lost');
  });
});

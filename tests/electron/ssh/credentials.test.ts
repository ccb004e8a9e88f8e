import type { KeyboardInteractiveAuthMethod, Prompt } from 'ssh2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { offerCredential, refusalOf } from '../../../electron/ssh/credentials.ts';

const password = { kind: 'password', password: 'secret' } as const;

function interactive(): KeyboardInteractiveAuthMethod {
  const next = offerCredential('root', password);
  next(null);
  const method = next(['publickey', 'keyboard-interactive']);
  if (method === false || method.type !== 'keyboard-interactive') throw new Error('not interactive');
  return method;
}

function answers(method: KeyboardInteractiveAuthMethod, prompts: Prompt[]): readonly string[] {
  let given: readonly string[] = [];
  method.prompt('', '', '', prompts, (list) => {
    given = list;
  });
  return given;
}

describe('a password', () => {
  it('C2: is offered as a password, and nothing else after a refusal', () => {
    const next = offerCredential('root', password);
    expect(next(null)).toEqual({ type: 'password', username: 'root', password: 'secret' });
    expect(next(['publickey', 'password', 'keyboard-interactive'])).toBe(false);
  });

  it('is offered interactively once where the server takes it in no other way', () => {
    const next = offerCredential('root', password);
    next(null);
    expect(next(['keyboard-interactive'])).toMatchObject({ type: 'keyboard-interactive' });
    expect(next(['keyboard-interactive'])).toBe(false);
  });

  it('answers one hidden prompt, once', () => {
    const method = interactive();
    expect(answers(method, [{ prompt: 'Password: ', echo: false }])).toEqual(['secret']);
    expect(answers(method, [{ prompt: 'Password: ', echo: false }])).toEqual(['']);
  });

  it('answers neither several prompts nor one that is shown', () => {
    const hidden = { prompt: 'Password: ', echo: false };
    expect(answers(interactive(), [hidden, hidden])).toEqual(['', '']);
    expect(answers(interactive(), [{ prompt: 'Code: ', echo: true }])).toEqual(['']);
  });
});

describe('an agent', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is offered alone, at the address in the environment', () => {
    vi.stubEnv('SSH_AUTH_SOCK', '/run/agent');
    const next = offerCredential('root', { kind: 'agent' });
    expect(next(null)).toEqual({ type: 'agent', username: 'root', agent: '/run/agent' });
    expect(next(['publickey', 'password'])).toBe(false);
  });

  it('without keys is not asked a second time, although the server has said nothing', () => {
    vi.stubEnv('SSH_AUTH_SOCK', '/run/agent');
    const next = offerCredential('root', { kind: 'agent' });
    next(null);
    expect(next(null)).toBe(false);
  });

  it('without an address is unavailable', () => {
    vi.stubEnv('SSH_AUTH_SOCK', '');
    expect(() => offerCredential('root', { kind: 'agent' })).toThrow('agent-unavailable');
  });
});

describe('a private key', () => {
  it('that can not be read is refused before anything is sent', () => {
    const credential = { kind: 'private-key', privateKey: 'nonsense' } as const;
    expect(() => offerCredential('root', credential)).toThrow('private-key-invalid');
  });
});

it('a refused password is called so, a refused key is a refused logon', () => {
  expect(refusalOf(password).code).toBe('password-wrong');
  expect(refusalOf({ kind: 'agent' }).code).toBe('logon-refused');
});

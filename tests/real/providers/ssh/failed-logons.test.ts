import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { withBudget } from '../../../../electron/ssh/budgeted-logons.ts';
import type { ProveLogon } from '../../../../electron/ssh/session.ts';
import { LogonBudget } from '../../../../electron/ssh/logon-budget.ts';
import { startSshServer, type SshServer, type SshServerOptions } from '../../../support/sshd/ssh-server.ts';
import { byPassword } from '../../../support/sshd/target.ts';
import { makeKeyPair, parts, rootPassword, watch, withPassword, type TestKeyPair } from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

const { openSession, proveLogon } = parts;

describe('what the server counts of a whole bind', () => {
  let server: SshServer;
  let [keyPair, former]: TestKeyPair[] = [];
  beforeAll(async () => {
    [keyPair, former] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  });
  afterEach(() => server.stop());

  const keys = () => {
    if (!keyPair || !former) throw new Error('not made');
    return { keyPair, former };
  };
  const refused = () => server.log().match(/^Failed (?!none)\S+ for root/gm) ?? [];
  const start = async (options: SshServerOptions) => {
    server = await startSshServer({ rootPassword, ...options });
    const budgeted = withBudget(new LogonBudget(), { openSession, proveLogon });
    return createSshProvider({ ...parts, ...budgeted });
  };

  it('T6: one refused password, and one refused key where one was replaced', async () => {
    const { keyPair, former } = keys();
    const provider = await start({ authorizedKeys: { root: `${former.publicLine}\n` } });
    const change = { keyPair, formerKeyPair: former, effect: 'reload' } as const;
    await provider.bind(await withPassword(server), change, watch());
    expect(refused()).toEqual(['Failed password for root', 'Failed publickey for root']);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByKey(server, former.privateKey)).toBe(false);
  });

  it('T6, C10: the password in both ways where the server takes both, each once', async () => {
    const { keyPair } = keys();
    const dropIns = { '10-keyboard.conf': 'KbdInteractiveAuthentication yes\n' };
    const provider = await start({ dropIns });
    const change = { keyPair, formerKeyPair: null, effect: 'reload' } as const;
    await provider.bind(await withPassword(server), change, watch());
    expect(refused()).toEqual(['Failed password for root', 'Failed keyboard-interactive/pam for root']);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
  });

  it('T6, C10: one refused password where a postponed bind takes effect', async () => {
    const { keyPair } = keys();
    const provider = await start({});
    const target = await withPassword(server);
    await provider.bind(target, { keyPair, formerKeyPair: null, effect: 'postpone' }, watch());
    expect(refused()).toEqual([]);
    await provider.takeEffect(target, { effect: 'reload', bound: keyPair }, watch());
    expect(refused()).toEqual(['Failed password for root']);
  });

  it('T6: a check that has to wait says so, and what it is when it goes on', async () => {
    const { keyPair } = keys();
    await start({});
    const waiting: ProveLogon = (target, credential, signal, onWait) => {
      if (credential.kind === 'password') [true, false].forEach((isWaiting) => onWait?.(isWaiting));
      return proveLogon(target, credential, signal);
    };
    const provider = createSshProvider({ ...parts, proveLogon: waiting });
    const context = watch();
    await provider.bind(
      await withPassword(server),
      { keyPair, formerKeyPair: null, effect: 'reload' },
      context,
    );
    expect(context.steps.slice(-4)).toEqual([
      'check-password-refused',
      'wait-for-attempts',
      'check-password-refused',
      'disarm-rollback',
    ]);
  });

  it('T6: a look within a job waits where two logons have just failed, and says so; any other refuses', async () => {
    const { keyPair } = keys();
    server = await startSshServer({ rootPassword });
    let now = 1000;
    const budgeted = withBudget(new LogonBudget(() => now), { openSession, proveLogon });
    const provider = createSshProvider({ ...parts, ...budgeted });
    const target = await withPassword(server);
    const mistyped = { ...target, credentials: [byPassword('mistyped')] };
    for (let time = 0; time < 2; time += 1) {
      await expect(provider.probe(mistyped, watch())).rejects.toThrow('password-wrong');
    }
    await expect(provider.inspectBinding(target, keyPair, watch())).rejects.toThrow('logon-attempts-spent');
    now += 60_900;
    const context = watch({ 'wait-for-attempts': () => void (now += 100) });
    const found = provider.inspectBinding(target, keyPair, { ...context, waitsForAttempts: true });
    expect((await found).binding).toBe('line-missing');
    expect(context.steps.slice(0, 4)).toEqual(['connect', 'wait-for-attempts', 'connect', 'read-settings']);
    expect(refused()).toHaveLength(2);
  });

  it('C10: a password that is taken by keyboard-interactive alone undoes the bind', async () => {
    const { keyPair } = keys();
    const dropIns = { '10-keyboard.conf': 'KbdInteractiveAuthentication yes\n' };
    await start({ dropIns });
    const opensInteractively = createSshProvider({
      ...parts,
      proveLogon: (target, credential, signal) =>
        credential.kind === 'password' && credential.by === 'keyboard-interactive'
          ? Promise.resolve(true)
          : proveLogon(target, credential, signal),
    });
    const change = { keyPair, formerKeyPair: null, effect: 'reload' } as const;
    const bound = opensInteractively.bind(await withPassword(server), change, watch());
    await expect(bound).rejects.toMatchObject({
      code: 'password-still-accepted',
      details: { rolledBack: true },
    });
    expect(await opensByPassword(server, rootPassword)).toBe(true);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
  });
});

import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Interrupted, ServerTarget } from '../../../../electron/providers/provider.ts';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { openSession } from '../../../../electron/ssh/open-session.ts';
import type { OpenSession, SshSession } from '../../../../electron/ssh/session.ts';
import type { JobStep } from '../../../../shared/model/job.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { byPassword } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  parts,
  provider,
  rootPassword,
  snapshot,
  watch,
  withKey,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

const actionId = '2b0f6ac0-5f6e-4ac5-8a66-6e4a3a6d5a11';
const never = () => new Promise<never>(() => undefined);

/** An application that is killed at a step: its connections end, and nothing more comes from it. */
function mortal() {
  const sessions: SshSession[] = [];
  const { promise: dead, resolve } = Promise.withResolvers<undefined>();
  let isDead = false;
  const die = (): void => {
    isDead = true;
    void Promise.all(sessions.map((session) => session.close())).then(() => resolve(undefined));
  };
  const mortalSession: OpenSession = async (target, signal) => {
    const session = await openSession(target, signal);
    sessions.push(session);
    return {
      hostKey: session.hostKey,
      clientAddress: session.clientAddress,
      serverSoftware: session.serverSoftware,
      account: session.account,
      close: () => session.close(),
      run: (script, options) => (isDead ? never() : session.run(script, options)),
    };
  };
  const killed = createSshProvider({
    ...parts,
    openSession: mortalSession,
    proveLogon: (...args) => (isDead ? never() : parts.proveLogon(...args)),
  });
  return { killed, die, dead };
}

describe('an action that was cut off by the end of the application', () => {
  let server: SshServer;
  let [keyPair, former, foreign]: TestKeyPair[] = [];
  beforeAll(async () => {
    [keyPair, former, foreign] = await Promise.all([makeKeyPair(), makeKeyPair(), makeKeyPair()]);
  });
  afterEach(() => server.stop());

  const keys = () => {
    if (!keyPair || !former || !foreign) throw new Error('not made');
    return { keyPair, former, foreign };
  };
  const traces = async () =>
    (await server.exec('ls -A /run | grep latchkey; ls -A /etc/ssh /root/.ssh | grep "^\\.latchkey"')).stdout;
  const authorizedKeys = async () => (await server.readFile('/root/.ssh/authorized_keys')).toString();

  const bindSteps: readonly JobStep[] = [
    'read-settings',
    'add-line',
    'prove-logon',
    'arm-rollback',
    'write-settings',
    'reload',
    'prove-again',
    'check-password-refused',
    'disarm-rollback',
    'remove-line',
    'check-key-refused',
  ];
  it.each(bindSteps)('at %s of a replacing bind, is finished or put back, and says which', async (step) => {
    const { keyPair, former, foreign } = keys();
    const mine = `# mine\n${former.publicLine}\n${foreign.publicLine}\n`;
    server = await startSshServer({ rootPassword, authorizedKeys: { root: mine } });
    const before = [await snapshot(server, '/root'), await snapshot(server, '/etc/ssh')];
    const target = await withPassword(server);
    const { killed, die, dead } = mortal();
    let hadLine: boolean | null = null;
    void killed.bind(
      target,
      { keyPair, formerKeyPair: former, effect: 'reload' },
      { ...watch({ [step]: die }), actionId, onLine: (had) => (hadLine = had) },
    );
    await dead;
    // sshd may just be reading its configuration again.
    await vi.waitFor(() => parts.readHostKey(target, new AbortController().signal), 30_000);
    const change = { keyPair, formerKeyPair: former, effect: 'reload' } as const;
    const interrupted = { kind: 'bind', ...change, hadLine, passwordLogon: 'enabled' } as const;
    const { end, outcome } = await provider.resume(target, interrupted, { ...watch(), actionId });
    if (end === 'finished') {
      expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
      expect(await authorizedKeys()).toBe(`# mine\n${foreign.publicLine}\n${keyPair.publicLine}\n`);
      expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    } else {
      expect(outcome.passwordLogon).toBe('enabled');
      expect([await snapshot(server, '/root'), await snapshot(server, '/etc/ssh')]).toEqual(before);
      expect(await opensByKey(server, former.privateKey)).toBe(true);
    }
    expect(end).toBe(step === 'read-settings' || step === 'add-line' ? 'rolled-back' : 'finished');
    expect(await opensByKey(server, foreign.privateKey)).toBe(true);
    expect(await traces()).toBe('');
  });

  const cutOff = async (
    work: (
      killed: ReturnType<typeof mortal>['killed'],
      context: ReturnType<typeof watch>,
    ) => Promise<unknown>,
    step: JobStep,
  ): Promise<void> => {
    const { killed, die, dead } = mortal();
    void work(killed, { ...watch({ [step]: die }), actionId });
    await dead;
  };
  const resume = (target: ServerTarget, change: Partial<Interrupted> & Pick<Interrupted, 'kind'>) =>
    provider.resume(
      target,
      {
        keyPair: keys().keyPair,
        formerKeyPair: null,
        effect: 'reload',
        hadLine: null,
        passwordLogon: 'enabled',
        ...change,
      },
      { ...watch(), actionId },
    );

  it.each([
    ['remove-line', 'rolled-back'],
    ['check-key-refused', 'finished'],
    ['reload', 'finished'],
  ] as const)('at %s of an unbind, is %s', async (step, end) => {
    const { keyPair, foreign } = keys();
    const root = `${keyPair.publicLine}\n${foreign.publicLine}`;
    server = await startSshServer({ rootPassword, authorizedKeys: { root } });
    const target = await withPassword(server);
    const change = { keyPair, effect: 'reload', evenIfLastWayIn: false } as const;
    await cutOff((killed, context) => killed.unbind(target, change, context), step);
    expect((await resume(target, { kind: 'unbind' })).end).toBe(end);
    expect(await authorizedKeys()).toBe(end === 'finished' ? foreign.publicLine : root);
  });

  it('the last way in that was to be removed is found removed', async () => {
    const { keyPair } = keys();
    server = await startSshServer({ authorizedKeys: { root: keyPair.publicLine } });
    const target = await withKey(server, keyPair);
    const change = { keyPair, effect: 'reload', evenIfLastWayIn: true } as const;
    await cutOff((killed, context) => killed.unbind(target, change, context), 'check-key-refused');
    expect((await resume(target, { kind: 'unbind' })).end).toBe('finished');
  });

  it.each(['write-settings', 'check-settings', 'reload', 'disarm-rollback'] as const)(
    'at %s of re-enabling password logon, goes back to how it was',
    async (step) => {
      const { keyPair } = keys();
      server = await startSshServer({ rootPassword });
      await provider.bind(
        await withPassword(server),
        { keyPair, formerKeyPair: null, effect: 'reload' },
        watch(),
      );
      const before = await snapshot(server, '/etc/ssh');
      const target = await withKey(server, keyPair);
      await cutOff(
        (killed, context) => killed.enablePasswordLogon(target, { effect: 'reload' }, context),
        step,
      );
      const resumed = await resume(target, { kind: 'enable-password-logon', keyPair: null });
      expect(resumed).toMatchObject({ end: 'rolled-back', outcome: { passwordLogon: 'disabled' } });
      expect(await snapshot(server, '/etc/ssh')).toEqual(before);
      expect(await opensByPassword(server, rootPassword)).toBe(false);
      expect(await traces()).toBe('');
    },
  );

  it.each([
    ['of a key pair whose line it has added', false],
    ['of a key pair whose line was there', true],
  ])(
    'a bind %s that can’t be finished opens the password again when its timer is lost',
    async (_, hadLine) => {
      const { keyPair, foreign } = keys();
      const root = `${foreign.publicLine}\n${hadLine ? `${keyPair.publicLine}\n` : ''}`;
      server = await startSshServer({ rootPassword, authorizedKeys: { root } });
      const before = await snapshot(server, '/etc/ssh');
      const target = await withPassword(server);
      const change = { keyPair, formerKeyPair: null, effect: 'reload' } as const;
      await cutOff((killed, context) => killed.bind(target, change, context), 'prove-again');
      await server.restart();
      expect(await opensByPassword(server, rootPassword)).toBe(false);
      let proofs = 0;
      const failing = createSshProvider({
        ...parts,
        proveLogon: async (...args) => (proofs += 1) !== 1 && parts.proveLogon(...args),
      });
      const interrupted = { kind: 'bind', ...change, hadLine, passwordLogon: 'enabled' } as const;
      const { end, outcome } = await failing.resume(target, interrupted, { ...watch(), actionId });
      expect({ end, outcome }).toMatchObject({ end: 'rolled-back', outcome: { passwordLogon: 'enabled' } });
      expect(await snapshot(server, '/etc/ssh')).toEqual(before);
      expect(await authorizedKeys()).toBe(root);
      expect(await opensByPassword(server, rootPassword)).toBe(true);
    },
  );

  it('without the rights to look, what was to take effect still waits', async () => {
    const { keyPair } = keys();
    const users = [{ name: 'asked', password: 'word', sudo: 'password' }] as const;
    server = await startSshServer({ rootPassword, users });
    const target = await withPassword(server, { user: 'asked', credentials: [byPassword('word')] });
    await provider.bind(target, { keyPair, formerKeyPair: null, effect: 'postpone' }, watch());
    const byKey = {
      ...target,
      credentials: [{ kind: 'private-key', privateKey: keyPair.privateKey } as const],
    };
    const { end, outcome } = await resume(byKey, { kind: 'take-effect' });
    expect({ end, outcome }).toMatchObject({ end: 'rolled-back', outcome: { pending: null } });
  });

  it('a bind that can’t be finished is put back, the former key pair’s line included', async () => {
    const { keyPair, former, foreign } = keys();
    server = await startSshServer({ rootPassword, authorizedKeys: { root: `${foreign.publicLine}\n` } });
    // As it was left: the new line added, the former one removed.
    await server.writeFile('/root/.ssh/authorized_keys', `${foreign.publicLine}\n${keyPair.publicLine}\n`);
    await server.exec('echo "Match User root\n PermitRootLogin yes" >/etc/ssh/sshd_config.d/00-a.conf');
    await server.reload();
    const target = await withPassword(server);
    const { end, outcome } = await resume(target, { kind: 'bind', formerKeyPair: former, hadLine: false });
    expect({ end, outcome }).toMatchObject({ end: 'rolled-back', outcome: { passwordLogon: 'enabled' } });
    expect(await authorizedKeys()).toBe(`${foreign.publicLine}\n${former.publicLine}\n`);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });
});

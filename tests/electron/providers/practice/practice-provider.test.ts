import { beforeEach, describe, expect, it } from 'vitest';
import type { RegionProvider } from '../../../../electron/providers/inventory.ts';
import { sampleKeyPair } from '../../../../electron/providers/practice/sample-machines.ts';
import type { ActionContext, ServerTarget } from '../../../../electron/providers/provider.ts';
import type { JobStep } from '../../../../shared/model/job.ts';
import { makeKeyPair } from '../../keys/ssh-keygen.ts';
import { practiceWithoutDelay } from '../../../fakes/practice-without-delay.ts';

const mine = { publicLine: 'ssh-rsa AAAAmine mine', privateKey: 'a private key' };
const [web, shop, stopped, starting, unreliable] = [11, 21, 31, 41, 61].map(targetOf) as [
  ServerTarget,
  ServerTarget,
  ServerTarget,
  ServerTarget,
  ServerTarget,
];

let clock: number;
let slept: number;
let provider: RegionProvider;

function targetOf(number: number): ServerTarget {
  return { host: `192.0.2.${number}`, port: 22, user: 'root', credentials: [], knownHostKeys: [] };
}

function context(steps: JobStep[] = [], signal = new AbortController().signal): ActionContext {
  return { signal, onStep: (step) => void steps.push(step) };
}

function bind(target: ServerTarget, effect: 'restart' | 'postpone' | 'reload', steps: JobStep[] = []) {
  return provider.bind(target, { keyPair: mine, formerKeyPair: null, effect }, context(steps));
}

function unbind(target: ServerTarget, effect: 'restart' | 'postpone', evenIfLastWayIn = false) {
  return provider.unbind(target, { keyPair: mine, effect, evenIfLastWayIn }, context());
}

beforeEach(() => {
  clock = 1_000_000;
  slept = 0;
  provider = practiceWithoutDelay(
    () => clock,
    (ms) => {
      slept += ms;
      clock += ms;
      return Promise.resolve();
    },
  );
});

describe('the sample servers', () => {
  it('are of every kind that the rules tell apart', async () => {
    const { servers, keyPairs } = (await provider.listInventory?.()) ?? { servers: [], keyPairs: [] };
    expect(new Set(servers.map(({ status }) => status))).toEqual(new Set(['running', 'stopped', 'starting']));
    expect(servers.filter(({ os }) => os.kind === 'windows')).toHaveLength(1);
    expect(servers.filter(({ boundKeyPair }) => boundKeyPair === keyPairs[0]?.name)).toHaveLength(1);
  });

  it('offer RSA 2048 alone, and no reload', async () => {
    expect(provider.keySpecs).toEqual([{ type: 'rsa', bits: 2048 }]);
    expect(provider.effects).toEqual(['restart', 'postpone']);
    await expect(bind(web, 'reload')).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(provider.verifyLogon(web, mine, context())).rejects.toMatchObject({ code: 'proof-failed' });
  });

  it('begin anew with a new region', async () => {
    await bind(web, 'restart');
    await provider.listInventory?.();
    await expect(provider.verifyLogon(web, mine, context())).rejects.toMatchObject({ code: 'proof-failed' });
  });

  it('are the only ones: an address of another machine never answers', async () => {
    await expect(provider.probe(targetOf(200), context())).rejects.toMatchObject({
      code: 'server-unreachable',
    });
  });
});

describe('binding', () => {
  it('takes some seconds with a restart, proves the key pair, and closes password logon', async () => {
    const steps: JobStep[] = [];
    const outcome = await bind(web, 'restart', steps);
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(steps).toEqual(expect.arrayContaining(['add-line', 'prove-logon', 'restart', 'wait-for-server']));
    expect(slept).toBeGreaterThan(4000);
    await expect(provider.verifyLogon(web, mine, context())).resolves.toMatchObject({ proven: true });
  });

  it('leaves password logon open until a postponed restart', async () => {
    expect(await bind(web, 'postpone')).toEqual({ passwordLogon: 'enabled', proven: true, pending: true });
    expect(await provider.takeEffect(web, { effect: 'restart', bound: mine }, context())).toEqual({
      passwordLogon: 'disabled',
      proven: true,
      pending: false,
    });
  });

  it('replaces the key pair that was bound', async () => {
    const former = { publicLine: sampleKeyPair.publicLine, privateKey: 'x' };
    await provider.bind(shop, { keyPair: mine, formerKeyPair: former, effect: 'postpone' }, context());
    await expect(provider.verifyLogon(shop, former, context())).rejects.toMatchObject({
      code: 'proof-failed',
    });
  });

  it('proves nothing of a key pair whose private half is elsewhere, and leaves password logon', async () => {
    const change = {
      keyPair: { ...mine, privateKey: null },
      formerKeyPair: null,
      effect: 'restart',
    } as const;
    expect(await provider.bind(web, change, context())).toEqual({
      passwordLogon: 'enabled',
      proven: false,
      pending: false,
    });
  });

  it('fails on the unreliable server, and works when it is tried again', async () => {
    await expect(bind(unreliable, 'postpone')).rejects.toMatchObject({ code: 'server-connection-lost' });
    await expect(bind(unreliable, 'postpone')).resolves.toMatchObject({ pending: true });
  });

  it('changes nothing when it is stopped in the middle', async () => {
    const stop = AbortSignal.abort();
    const change = { keyPair: mine, formerKeyPair: null, effect: 'restart' } as const;
    await expect(provider.bind(web, change, context([], stop))).rejects.toMatchObject({ code: 'cancelled' });
    expect(await provider.probe(web, context())).toMatchObject({ passwordLogon: 'enabled' });
  });
});

describe('what is not running', () => {
  it('refuses, and the stopped server is started a while after it was first wanted', async () => {
    await expect(bind(stopped, 'restart')).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(await provider.probe(stopped, context())).toMatchObject({ status: 'stopped' });
    clock += 60_000;
    expect(await provider.probe(stopped, context())).toMatchObject({ status: 'running' });
    await expect(bind(stopped, 'restart')).resolves.toMatchObject({ proven: true });
  });

  it('comes up by itself where it was starting', async () => {
    expect(await provider.probe(starting, context())).toMatchObject({ status: 'starting' });
    clock += 60_000;
    expect(await provider.probe(starting, context())).toMatchObject({ status: 'running' });
  });
});

describe('unbinding', () => {
  it('A9: is refused while no password opens the machine, and changes nothing', async () => {
    await bind(web, 'restart');
    await expect(unbind(web, 'restart')).rejects.toThrow('last-way-in');
    expect(await provider.verifyLogon(web, mine, context())).toMatchObject({ proven: true });
    await provider.enablePasswordLogon(web, { effect: 'restart' }, context());
    expect(await unbind(web, 'restart')).toMatchObject({ passwordLogon: 'enabled' });
  });

  it('does not open password logon again', async () => {
    await bind(web, 'restart');
    expect(await unbind(web, 'restart', true)).toMatchObject({ passwordLogon: 'disabled', pending: false });
    await expect(provider.verifyLogon(web, mine, context())).rejects.toMatchObject({ code: 'proof-failed' });
    const opened = await provider.enablePasswordLogon(web, { effect: 'restart' }, context());
    expect(opened.passwordLogon).toBe('enabled');
  });
});

it('adds a key that is there already no second time, whatever its comment and the name of its algorithm', async () => {
  const { line, privateKey } = makeKeyPair('-t', 'rsa', '-b', '2048', '-C', 'here');
  const keyPair = { publicLine: line, privateKey };
  await provider.bind(web, { keyPair, formerKeyPair: null, effect: 'restart' }, context());
  const before = await provider.listAuthorizedKeys(web, context());
  const renamed = {
    publicLine: line.replace('ssh-rsa ', 'rsa-sha2-256 ').replace(/here$/, 'there'),
    privateKey,
  };
  await provider.addAuthorizedKey(web, renamed, context());
  expect(await provider.listAuthorizedKeys(web, context())).toEqual(before);
});

describe('removing an authorized key', () => {
  const lineOf = async (comment: string) => {
    const { keys } = await provider.listAuthorizedKeys(web, context());
    const found = keys.find((key) => key.comment === comment);
    if (!found) throw new Error(`no key of ${comment}`);
    return found;
  };

  it('A9: needs another key whose private half is here, or a password', async () => {
    const { line, privateKey } = makeKeyPair('-t', 'rsa', '-b', '2048', '-C', 'here');
    const keyPair = { publicLine: line, privateKey };
    await provider.bind(web, { keyPair, formerKeyPair: null, effect: 'restart' }, context());
    await provider.addAuthorizedKey(
      web,
      { publicLine: sampleKeyPair.publicLine, privateKey: null },
      context(),
    );
    const withKey: ServerTarget = { ...web, credentials: [{ kind: 'private-key', privateKey }] };
    const remove = async (comment: string, target = withKey) =>
      provider.removeAuthorizedKey(
        target,
        { line: await lineOf(comment), evenIfLastWayIn: false },
        context(),
      );
    await expect(remove('team-laptop', web)).rejects.toThrow('last-way-in');
    await expect(remove('here')).rejects.toThrow('last-way-in');
    await remove('team-laptop');
    await expect(remove('here')).rejects.toThrow('last-way-in');
    await provider.enablePasswordLogon(web, { effect: 'restart' }, context());
    await remove('here');
    expect((await provider.listAuthorizedKeys(web, context())).keys).toEqual([]);
  });

  it('tells first which key it is, also where that may not go', async () => {
    const keyPair = { publicLine: sampleKeyPair.publicLine, privateKey: 'a private key' };
    await provider.bind(web, { keyPair, formerKeyPair: null, effect: 'restart' }, context());
    const line = await lineOf('team-laptop');
    const told: string[] = [];
    const telling = { ...context(), onKey: (sha256: string) => void told.push(sha256) };
    const remove = (evenIfLastWayIn: boolean) =>
      provider.removeAuthorizedKey(web, { line, evenIfLastWayIn }, telling);
    await expect(remove(false)).rejects.toThrow('last-way-in');
    await remove(true);
    expect(told).toEqual([line.sha256, line.sha256]);
  });
});

describe('after the application was ended in the middle', () => {
  const interrupted = {
    kind: 'bind',
    keyPair: mine,
    formerKeyPair: null,
    effect: 'restart',
    hadLine: null,
    passwordLogon: 'enabled',
  } as const;

  it('a bind had happened, with its restart pending, or it had not', async () => {
    expect(await provider.resume(web, interrupted, context())).toMatchObject({ end: 'rolled-back' });
    await bind(web, 'postpone');
    expect(await provider.resume(web, interrupted, context())).toMatchObject({
      end: 'finished',
      outcome: { passwordLogon: 'enabled', pending: true },
    });
  });
});

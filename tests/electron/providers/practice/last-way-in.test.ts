import { beforeEach, describe, expect, it } from 'vitest';
import type { RegionProvider } from '../../../../electron/providers/inventory.ts';
import { sampleKeyPair } from '../../../../electron/providers/practice/sample-machines.ts';
import type {
  ActionContext,
  KeyPairMaterial,
  Outcome,
  ServerTarget,
} from '../../../../electron/providers/provider.ts';
import type { Effect } from '../../../../shared/model/server.ts';
import { makeKeyPair } from '../../keys/ssh-keygen.ts';
import { practiceWithoutDelay } from '../../../fakes/practice-without-delay.ts';

const mine: KeyPairMaterial = { publicLine: 'ssh-rsa AAAAmine mine', privateKey: 'a private key' };
const imported: KeyPairMaterial = { publicLine: sampleKeyPair.publicLine, privateKey: null };
const web: ServerTarget = {
  host: '192.0.2.11',
  port: 22,
  user: 'root',
  credentials: [],
  knownHostKeys: [],
};
const context: ActionContext = { signal: new AbortController().signal, onStep: () => undefined };

let provider: RegionProvider;

beforeEach(() => {
  provider = practiceWithoutDelay(() => 1_000_000);
});

function bind(
  keyPair: KeyPairMaterial,
  effect: Effect,
  formerKeyPair: KeyPairMaterial | null = null,
  target = web,
): Promise<Outcome> {
  return provider.bind(target, { keyPair, formerKeyPair, effect }, context);
}

function unbind(effect: Effect): Promise<Outcome> {
  return provider.unbind(web, { keyPair: mine, effect, evenIfLastWayIn: false }, context);
}

async function keysOn(target = web): Promise<readonly string[]> {
  const { keys } = await provider.listAuthorizedKeys(target, context);
  return keys.map(({ publicKey }) => publicKey);
}

function keyOf({ publicLine }: KeyPairMaterial): string {
  return publicLine.split(' ').slice(0, 2).join(' ');
}

describe('a password that goes off with the next restart', () => {
  it.each(['restart', 'postpone'] as const)(
    'is no way in that a key pair can be taken off for: %s',
    async (effect) => {
      await bind(mine, 'postpone');
      await expect(unbind(effect)).rejects.toMatchObject({ code: 'last-way-in' });
      await expect(provider.verifyLogon(web, mine, context)).resolves.toMatchObject({ proven: true });
    },
  );

  it('is one again when it was asked to stay on', async () => {
    await bind(mine, 'postpone');
    await provider.enablePasswordLogon(web, { effect: 'postpone' }, context);
    await expect(unbind('restart')).resolves.toMatchObject({ passwordLogon: 'enabled' });
  });
});

describe('an imported public key', () => {
  it.each(['restart', 'postpone'] as const)(
    'replaces no key pair where that is the last way in, now or after a restart: %s',
    async (effect) => {
      const { line, privateKey } = makeKeyPair('-t', 'rsa', '-b', '2048');
      const former = { publicLine: line, privateKey };
      await bind(former, effect);
      await expect(bind(imported, 'restart', former)).rejects.toMatchObject({ code: 'last-way-in' });
      expect(await keysOn()).toEqual([keyOf(former)]);
      await expect(provider.verifyLogon(web, former, context)).resolves.toMatchObject({ proven: true });
    },
  );

  it('replaces one where a password opens the machine', async () => {
    await bind(mine, 'restart');
    await provider.enablePasswordLogon(web, { effect: 'restart' }, context);
    expect(await bind(imported, 'restart', mine)).toEqual({
      passwordLogon: 'enabled',
      proven: false,
      pending: false,
    });
    expect(await keysOn()).toEqual([keyOf(imported)]);
  });

  it('replaces one where another key opens the machine, whose private half is here', async () => {
    const { line, privateKey } = makeKeyPair('-t', 'rsa', '-b', '2048');
    const other = { publicLine: line, privateKey };
    await bind(mine, 'restart');
    await provider.addAuthorizedKey(web, other, context);
    const withKey: ServerTarget = { ...web, credentials: [{ kind: 'private-key', privateKey }] };
    await expect(bind(imported, 'restart', mine, withKey)).resolves.toMatchObject({ proven: false });
    expect(await keysOn()).toEqual([keyOf(imported), keyOf(other)]);
  });

  it('leaves nothing that waits for a restart', async () => {
    expect(await bind(imported, 'postpone')).toEqual({
      passwordLogon: 'enabled',
      proven: false,
      pending: false,
    });
  });

  it('closes nothing: what waits for a restart goes on waiting', async () => {
    await bind(mine, 'postpone');
    await provider.unbind(web, { keyPair: mine, effect: 'postpone', evenIfLastWayIn: true }, context);
    expect(await bind(imported, 'restart')).toEqual({
      passwordLogon: 'enabled',
      proven: false,
      pending: true,
    });
  });
});

it('leaves a key on the machine that it does not replace', async () => {
  const { line, privateKey } = makeKeyPair('-t', 'rsa', '-b', '2048');
  await provider.addAuthorizedKey(web, imported, context);
  const keyPair = { publicLine: line, privateKey };
  await bind(keyPair, 'restart');
  expect(await keysOn()).toEqual([keyOf(keyPair), keyOf(imported)]);
});

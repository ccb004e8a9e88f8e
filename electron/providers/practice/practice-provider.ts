import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import type { Effect } from '../../../shared/model/server.ts';
import { fingerprintSha256 } from '../../keys/fingerprint.ts';
import type { Inventory, RegionProvider } from '../inventory.ts';
import type {
  ActionContext,
  BindChange,
  Credential,
  HostKey,
  KeyPairMaterial,
  Observation,
  Outcome,
  UnbindChange,
} from '../provider.ts';
import { MachineAction, type Pace } from './machine-action.ts';
import {
  addAuthorizedKey,
  inspectBinding,
  listAuthorizedKeys,
  removeAuthorizedKey,
} from './authorized-keys.ts';
import { PracticeMachines } from './machines.ts';
import type { PracticeMemory } from './practice-memory.ts';
import { resume } from './resume.ts';
import { sampleKeyPair, sampleMachines } from './sample-machines.ts';
import { requireWayIn } from './ways-in.ts';

interface Parts extends Pace {
  readonly memory: PracticeMemory;
  readonly now: () => number;
}

/** As the reference's cloud has them, and nobody but Latchkey reaches the machines. */
const abilities: Pick<RegionProvider, 'keySpecs' | 'isReachable' | 'logsOn' | 'effects'> = {
  keySpecs: [{ type: 'rsa', bits: 2048 }],
  isReachable: false,
  logsOn: false,
  effects: ['restart', 'postpone'],
};

/** Sample machines inside the application, under the same rules as real ones. */
export function createPracticeProvider({ memory, now, sleep }: Parts): RegionProvider {
  const machines = new PracticeMachines(memory, now);
  const begin = (
    { host }: { readonly host: string },
    context: ActionContext,
    effect?: Effect,
  ): MachineAction => {
    // As on a cloud: a change takes effect with a restart.
    if (effect === 'reload') throw new AppError('request-invalid');
    return new MachineAction(host, machines, { sleep }, context);
  };
  return {
    ...abilities,
    listInventory: () => Promise.resolve(freshInventory(machines)),
    answers: ({ host }) => Promise.resolve(machines.status(host) === 'running'),
    probe: async (target, context) => {
      await begin(target, context).pause();
      return observe(machines, target.host);
    },
    bind: async (target, change, context) =>
      bind(begin(target, context, change.effect), target.credentials, change),
    unbind: async (target, change, context) =>
      unbind(begin(target, context, change.effect), target.credentials, change),
    takeEffect: async (target, { effect, bound }, context) =>
      takeEffect(begin(target, context, effect), effect, bound),
    verifyLogon: (target, keyPair, context) => verifyLogon(begin(target, context), keyPair),
    enablePasswordLogon: async (target, { effect }, context) =>
      enable(begin(target, context, effect), effect),
    resume: async (target, interrupted, context) => resume(begin(target, context), interrupted),
    listAuthorizedKeys: (target, context) => listAuthorizedKeys(begin(target, context)),
    addAuthorizedKey: (target, keyPair, context) => addAuthorizedKey(begin(target, context), keyPair),
    removeAuthorizedKey: (target, change, context) =>
      removeAuthorizedKey(begin(target, context), target.credentials, change),
    inspectBinding: (target, bound, context) => inspectBinding(begin(target, context), bound),
    readHostKey: async (target, context) => {
      await begin(target, context).step('connect');
      return hostKeyOf(target.host);
    },
  };
}

/** A region begins with machines that nothing was done to yet. */
function freshInventory(machines: PracticeMachines): Inventory {
  machines.reset();
  return {
    keyPairs: [sampleKeyPair],
    servers: sampleMachines.map(({ name, host, os, status, passwordLogon, isBound }) => ({
      ...{ name, host, os, status, passwordLogon },
      port: 22,
      user: 'root',
      boundKeyPair: isBound === true ? sampleKeyPair.name : null,
    })),
  };
}

function observe(machines: PracticeMachines, host: string): Observation {
  const { os } = machines.sample(host);
  const status = machines.status(host);
  const passwordLogon = status === 'running' ? machines.state(host).passwordLogon : 'unknown';
  return { status, os, passwordLogon, hostKey: null };
}

function bind(
  action: MachineAction,
  credentials: readonly Credential[],
  change: BindChange,
): Promise<Outcome> {
  if (change.keyPair.privateKey === null) return bindUnproven(action, credentials, change);
  return bindProven(action, change);
}

async function bindProven(action: MachineAction, change: BindChange): Promise<Outcome> {
  await action.step('connect', 'read-settings', 'add-line');
  action.mayFail();
  await action.step('prove-logon', 'write-settings', 'check-settings');
  replaceKey(action, change);
  action.change({ nextPasswordLogon: 'disabled' });
  return { ...(await action.effect(change.effect)), proven: true };
}

/**
 * Without a private half nothing can be proven, so password logon stays as it is, and nothing is restarted for it. A key
 * pair that it replaces goes only where there is a third way in.
 */
async function bindUnproven(
  action: MachineAction,
  credentials: readonly Credential[],
  change: BindChange,
): Promise<Outcome> {
  const { keyPair, formerKeyPair } = change;
  await action.step('connect', 'read-settings', 'add-line');
  action.mayFail();
  if (formerKeyPair) {
    await action.step('prove-other-way-in');
    requireWayIn(action, credentials, action.linesWithout(keyPair, formerKeyPair));
    await action.step('remove-line');
  }
  replaceKey(action, change);
  return { ...action.outcome(), proven: false };
}

/** Every other key stays. */
function replaceKey(action: MachineAction, { keyPair, formerKeyPair }: BindChange): void {
  const replaced = formerKeyPair ? [keyPair, formerKeyPair] : [keyPair];
  action.keyLines = [keyPair.publicLine, ...action.linesWithout(...replaced)];
}

/** Password logon stays as it is: nobody may find a server open that was closed. */
async function unbind(
  action: MachineAction,
  credentials: readonly Credential[],
  { keyPair, effect, evenIfLastWayIn }: UnbindChange,
): Promise<Outcome> {
  await action.step('connect', 'prove-other-way-in');
  if (!evenIfLastWayIn) requireWayIn(action, credentials, action.linesWithout(keyPair));
  action.mayFail();
  await action.step('remove-line');
  if (action.hasKey(keyPair)) action.change({ keyLine: null });
  return action.effect(effect);
}

async function takeEffect(
  action: MachineAction,
  effect: 'reload' | 'restart',
  bound: KeyPairMaterial | null,
): Promise<Outcome> {
  await action.step('connect');
  const outcome = await action.effect(effect);
  if (bound?.privateKey === null || bound === null) return outcome;
  await action.step('prove-again');
  action.requireKey(bound);
  return { ...outcome, proven: true };
}

async function verifyLogon(action: MachineAction, keyPair: KeyPairMaterial): Promise<Outcome> {
  await action.step('connect');
  if (keyPair.privateKey === null) throw new AppError('private-key-absent');
  await action.step('prove-logon');
  action.requireKey(keyPair);
  return { passwordLogon: 'unknown', proven: true, pending: false };
}

async function enable(action: MachineAction, effect: Effect): Promise<Outcome> {
  await action.step('connect', 'read-settings');
  action.mayFail();
  await action.step('write-settings', 'check-settings');
  action.change({ nextPasswordLogon: 'enabled' });
  return action.effect(effect);
}

/** Made from the address, so that it is the same each time. */
function hostKeyOf(host: string): HostKey {
  const type = 'ssh-ed25519';
  const parts = [Buffer.from(type), createHash('sha256').update(host).digest()];
  const blob = Buffer.concat(parts.flatMap((part) => [Buffer.from([0, 0, 0, part.length]), part]));
  return { type, blob: blob.toString('base64'), sha256: fingerprintSha256(blob) };
}

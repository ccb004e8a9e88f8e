import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThrowAwayKeyring } from './throw-away-keyring.ts';

/**
 * - `unlocked`: as after logging on at the desktop.
 * - `locked`: the keyring is there, nobody has unlocked it, and nobody can be asked.
 * - `prompting`: `locked`, and who needs it gets the desktop's password dialog on a display that nobody looks at.
 * - `no-default-collection`: the service runs and has no keyring to store in.
 * - `no-service`: a session bus without a keyring service.
 * - `no-bus`: not even that.
 */
export type KeyringState =
  'unlocked' | 'locked' | 'prompting' | 'no-default-collection' | 'no-service' | 'no-bus';

/** A real, throw-away Secret Service. */
export interface Keyring {
  /** To be put over the environment of the process that is to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder that everything of it is in, keyring files included. */
  readonly folder: string;
  unlock(): Promise<void>;
  lock(): Promise<void>;
  /** The service ends and a new one takes its place, locked, as after logging on without a password. */
  restart(): Promise<void>;
  /** Whether the password dialog is open. */
  isPrompting(): Promise<boolean>;
  /** Types the password into the open dialog until the keyring is unlocked. */
  answerPrompt(): Promise<void>;
  /** Cancels every dialog, as a user who does not want to, until it is over. */
  dismissPrompts(isOver: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

async function bring(keyring: ThrowAwayKeyring, state: KeyringState): Promise<void> {
  if (state === 'no-bus') return;
  await keyring.startBus(state === 'prompting');
  if (state === 'no-service') return;
  await keyring.startDaemon(state !== 'no-default-collection');
  if (state === 'locked' || state === 'prompting') await keyring.restart();
}

export async function startKeyring({ state }: { readonly state: KeyringState }): Promise<Keyring> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-keyring-'));
  const keyring = new ThrowAwayKeyring(folder);
  try {
    await bring(keyring, state);
    return keyring;
  } catch (error) {
    await keyring.stop();
    throw error;
  }
}

import { answersAsSsh } from '../../ssh/answers.ts';
import type { ServerProvider } from '../provider.ts';
import { addAuthorizedKey, listAuthorizedKeys, removeAuthorizedKey } from './authorized-keys-panel.ts';
import { bind } from './bind.ts';
import type { SshDependencies } from './dependencies.ts';
import { enablePasswordLogon } from './enable-password-logon.ts';
import { inspectBinding } from './inspect-binding.ts';
import { probe } from './probe.ts';
import { resume } from './resume.ts';
import { takeEffect } from './take-effect.ts';
import { unbind } from './unbind.ts';
import { verifyLogon } from './verify-logon.ts';

/** Machines that boot slowly check their disks and memory first. */
const defaults = { restartTimeoutMs: 5 * 60_000, restartPollMs: 1000, rollbackSeconds: 90 } as const;

type Parts = Omit<SshDependencies, keyof typeof defaults> & Partial<SshDependencies>;

/** The user's own machines, reached over SSH. It keeps no state: every action brings all that it needs. */
export function createSshProvider(parts: Parts): ServerProvider {
  const deps: SshDependencies = { ...defaults, ...parts };
  return {
    keySpecs: [
      { type: 'rsa', bits: 2048 },
      { type: 'rsa', bits: 3072 },
      { type: 'rsa', bits: 4096 },
      { type: 'ed25519' },
    ],
    isReachable: true,
    logsOn: true,
    effects: ['reload', 'restart', 'postpone'],
    answers: ({ host, port }, signal) => answersAsSsh(host, port, signal),
    probe: (target, context) => probe(deps, target, context),
    bind: (target, change, context) => bind(deps, target, change, context),
    unbind: (target, change, context) => unbind(deps, target, change, context),
    takeEffect: (target, change, context) => takeEffect(deps, target, change, context),
    verifyLogon: (target, keyPair, context) => verifyLogon(deps, target, keyPair, context),
    enablePasswordLogon: (target, change, context) => enablePasswordLogon(deps, target, change, context),
    resume: (target, interrupted, context) => resume(deps, target, interrupted, context),
    listAuthorizedKeys: (target, context) => listAuthorizedKeys(deps, target, context),
    addAuthorizedKey: (target, keyPair, context) => addAuthorizedKey(deps, target, keyPair, context),
    removeAuthorizedKey: (target, change, context) => removeAuthorizedKey(deps, target, change, context),
    inspectBinding: (target, bound, context) => inspectBinding(deps, target, bound, context),
    readHostKey: (address, { signal }) => deps.readHostKey(address, signal),
  };
}

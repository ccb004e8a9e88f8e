import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/ipc/result.ts';
import type { AuthorizedKey, AuthorizedKeyRef } from '../../../shared/model/authorized-key.ts';
import { parsePublicKey } from '../../keys/public-key.ts';
import { fingerprintSha256 } from '../../keys/fingerprint.ts';
import type { Credential } from '../../ssh/target.ts';
import type { AuthorizedKeys, BindingInspection, KeyPairMaterial, Outcome } from '../provider.ts';
import { keyBlob } from './key-line.ts';
import type { MachineAction } from './machine-action.ts';
import { requireWayIn } from './ways-in.ts';

const path = '/root/.ssh/authorized_keys';

export async function listAuthorizedKeys(action: MachineAction): Promise<AuthorizedKeys> {
  await action.step('connect', 'read-settings');
  return { keys: action.keyLines.map(describe), command: null, authorities: 0, otherLines: 0 };
}

/** The bound key stays the first. */
export async function addAuthorizedKey(action: MachineAction, keyPair: KeyPairMaterial): Promise<Outcome> {
  await action.step('connect', 'add-line');
  const key = keyBlob(keyPair.publicLine);
  if (!action.keyLines.some((line) => keyBlob(line) === key)) {
    action.keyLines = [...action.keyLines, keyPair.publicLine];
  }
  return { ...action.outcome(), proven: keyPair.privateKey !== null };
}

export async function removeAuthorizedKey(
  action: MachineAction,
  credentials: readonly Credential[],
  { line, evenIfLastWayIn }: { readonly line: AuthorizedKeyRef; readonly evenIfLastWayIn: boolean },
): Promise<Outcome> {
  await action.step('connect', 'prove-other-way-in');
  const found = action.keyLines.map(describe).find(({ digest }) => digest === line.digest);
  if (!found) throw new AppError('authorized-keys-changed', { path });
  action.tellKey(found.sha256);
  const rest = action.keyLines.filter((each) => describe(each, 0).digest !== line.digest);
  if (!evenIfLastWayIn) requireWayIn(action, credentials, rest);
  await action.step('remove-line');
  action.keyLines = rest;
  return action.outcome();
}

export async function inspectBinding(
  action: MachineAction,
  bound: KeyPairMaterial | null,
): Promise<BindingInspection> {
  const listed = await listAuthorizedKeys(action);
  const isOn = bound !== null && action.keyLines.some((line) => keyBlob(line) === keyBlob(bound.publicLine));
  const { passwordLogon } = action.outcome();
  return { ...listed, passwordLogon, binding: bound && (isOn ? 'bound' : 'line-missing') };
}

function describe(line: string, index: number): AuthorizedKey {
  const [type = '', base64 = '', ...comment] = line.split(' ');
  return {
    path,
    line: index + 1,
    digest: createHash('sha256').update(line).digest('hex'),
    type,
    bits: parsePublicKey(Buffer.from(base64, 'base64')).bits,
    sha256: fingerprintSha256(Buffer.from(base64, 'base64')),
    comment: comment.join(' '),
    options: '',
    restrictions: [],
    publicKey: `${type} ${base64}`,
  };
}

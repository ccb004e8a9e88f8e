import { parsePublicKey } from '../../keys/public-key.ts';
import { readPrivateKey } from '../../ssh/private-key.ts';
import { matchesPatternList } from '../../ssh/host-pattern.ts';
import type { Credential } from '../../ssh/target.ts';
import type { SshdSettings } from './sshd-settings.ts';

/** The setting by which sshd takes no key of this kind or length; undefined when none is known to. */
export function closingToKey(settings: SshdSettings, credential: Credential): string | undefined {
  const accepted = acceptedBy(settings);
  const takes = (name: string): boolean => matchesPatternList(accepted, name);
  const leastBits = Number(settings.get('requiredrsasize') ?? 0);
  // Reading a key takes its time, and hardly any server asks for it.
  if (leastBits <= 2048 && usual.every((names) => names.some(takes))) return undefined;
  const blob = publicBlobOf(credential);
  if (blob === undefined) return undefined;
  const { algorithm, bits } = parsePublicKey(blob);
  const names = algorithm === 'ssh-rsa' ? rsaSignatures : [algorithm];
  if (!names.some(takes)) return 'PubkeyAcceptedAlgorithms';
  return algorithm === 'ssh-rsa' && bits < leastBits ? 'RequiredRSASize' : undefined;
}

/** The wire form of the key that is offered; undefined where only a try can tell. */
export function publicBlobOf(credential: Credential): Buffer | undefined {
  if (credential.kind !== 'private-key') return undefined;
  try {
    return readPrivateKey(credential.privateKey, credential.passphrase).getPublicSSH();
  } catch {
    // It opens nothing then, which the try says.
    return undefined;
  }
}

const rsaSignatures = ['rsa-sha2-512', 'rsa-sha2-256'];
const usual = [rsaSignatures, ['ssh-ed25519'], ['ecdsa-sha2-nistp256']];

/** Patterns. Up to OpenSSH 8.4 it has the name that it had before. One that does not say takes all. */
function acceptedBy(settings: SshdSettings): readonly string[] {
  const list = settings.get('pubkeyacceptedalgorithms') ?? settings.get('pubkeyacceptedkeytypes');
  return list?.split(',') ?? ['*'];
}

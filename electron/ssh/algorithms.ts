import type { ServerHostKeyAlgorithm } from 'ssh2';
import type { HostKey } from './target.ts';

/**
 * Signature algorithms of host keys, by type of key. `ssh-rsa` (SHA-1) and `ssh-dss` are not among them. Key exchange,
 * ciphers and MACs stay at ssh2's defaults, which hold neither CBC nor group1, group14 or group exchange with SHA-1,
 * and only what the runtime's crypto library has.
 */
const signatureAlgorithms: readonly (readonly [string, readonly ServerHostKeyAlgorithm[]])[] = [
  ['ssh-ed25519', ['ssh-ed25519']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp521', ['ecdsa-sha2-nistp521']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256']],
];

/** The host key algorithms to ask for: those of the wanted keys first, so that a server with several shows one of them. */
export function hostKeyAlgorithms(wanted: readonly Pick<HostKey, 'type'>[]): ServerHostKeyAlgorithm[] {
  const isWanted = (type: string): boolean => wanted.some((key) => key.type === type);
  const first = signatureAlgorithms.filter(([type]) => isWanted(type));
  const rest = signatureAlgorithms.filter(([type]) => !isWanted(type));
  return [...first, ...rest].flatMap(([, algorithms]) => algorithms);
}

import { AppError } from '../../shared/ipc/result.ts';
import { fingerprintSha256 } from '../keys/fingerprint.ts';
import type { HostKey, ServerTarget } from './target.ts';

type Trust = Pick<
  ServerTarget,
  'host' | 'port' | 'knownHostKeys' | 'acceptedHostKey' | 'revokedHostKeys' | 'hasHostAuthority'
>;
type PinnedKey = Pick<HostKey, 'type' | 'blob'>;

/**
 * Decides about the host key that a server shows: undefined when it is to be trusted, else `host-key-revoked`,
 * `host-key-changed` or `host-key-unknown`. What the user has accepted counts only for a host without a known key: a changed
 * one can't be waved through.
 */
export function refusalOfHostKey(shown: HostKey, trust: Trust): AppError | undefined {
  const { host, port, knownHostKeys, acceptedHostKey, revokedHostKeys = [], hasHostAuthority } = trust;
  const facts = { host, port, type: shown.type, sha256: shown.sha256 };
  const isShown = (key: PinnedKey): boolean => key.type === shown.type && key.blob === shown.blob;
  if (revokedHostKeys.some(isShown)) return new AppError('host-key-revoked', facts);
  if (knownHostKeys.some(isShown)) return undefined;
  const known = knownHostKeys.find((key) => key.type === shown.type) ?? knownHostKeys[0];
  if (known !== undefined) {
    const knownSha256 = fingerprintSha256(Buffer.from(known.blob, 'base64'));
    return new AppError('host-key-changed', { ...facts, knownType: known.type, knownSha256 });
  }
  const isAccepted = acceptedHostKey?.type === shown.type && acceptedHostKey.sha256 === shown.sha256;
  const authority = hasHostAuthority === true ? { hasAuthority: true } : {};
  return isAccepted ? undefined : new AppError('host-key-unknown', { ...facts, ...authority });
}

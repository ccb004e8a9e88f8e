import { AppError, type ErrorReply } from '../../shared/ipc/result.ts';
import type { HostKeyFingerprint } from '../../shared/model/server.ts';

/** A host key that is not (or no longer) the accepted one. Nothing was sent to the machine that shows it. */
export interface HostKeyProblem {
  readonly kind: 'unknown' | 'changed';
  readonly shown: HostKeyFingerprint;
  /** The accepted ones, where the machine shows another. */
  readonly known: HostKeyFingerprint | undefined;
  /** The user's SSH client trusts a certificate authority for the host, which says nothing of this key. */
  readonly hasAuthority?: true;
}

/** Reads the host key out of an error; undefined when the error is about something else. */
export function hostKeyProblem(error: unknown): HostKeyProblem | undefined {
  if (!(error instanceof AppError)) return undefined;
  return hostKeyProblemOf(error);
}

/** The same for an error that came as the result of a job. */
export function hostKeyProblemOf({ code, details = {} }: ErrorReply): HostKeyProblem | undefined {
  const shown = fingerprint(details['type'], details['sha256']);
  if (!shown) return undefined;
  if (code === 'host-key-unknown') {
    const authority = details['hasAuthority'] === true ? ({ hasAuthority: true } as const) : {};
    return { kind: 'unknown', shown, known: undefined, ...authority };
  }
  if (code !== 'host-key-changed') return undefined;
  return { kind: 'changed', shown, known: fingerprint(details['knownType'], details['knownSha256']) };
}

function fingerprint(type: unknown, sha256: unknown): HostKeyFingerprint | undefined {
  return typeof type === 'string' && typeof sha256 === 'string' ? { type, sha256 } : undefined;
}

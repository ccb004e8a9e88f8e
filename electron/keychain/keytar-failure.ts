import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';

/**
 * keytar passes on the operating system's words and nothing else. Where they are translated, names that no translation
 * touches are looked for; what is not recognised is `keychain-failed`. Windows is never locked while its user works.
 */
const kinds: readonly (readonly [ErrorCode, RegExp])[] = [
  // gnome-keyring; then macOS: errSecAuthFailed, errSecUserCanceled, errSecInteractionNotAllowed
  ['keychain-locked', /\blocked\b/i],
  ['keychain-locked', /passphrase you entered is not correct|user cancell?ed|interaction is not allowed/i],
  // no bus, no service, no default collection, a service that left
  ['keychain-absent', /D-?Bus|freedesktop[./]secrets|\$DISPLAY|could not connect|address is empty/i],
  ['keychain-absent', /no such secret|connection is closed|shared librar|shared object/i],
  // macOS: errSecNoDefaultKeychain, errSecNoSuchKeychain, errSecNotAvailable; Windows: ERROR_NO_SUCH_LOGON_SESSION
  ['keychain-absent', /keychain could not be found|no keychain is available|logon session does not exist/i],
];

/** Tells from keytar's words what kind of failure it was, and keeps them as the cause. */
export function keytarFailure(cause: unknown): AppError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const kind = kinds.find(([, pattern]) => pattern.test(words));
  return new AppError(kind?.[0] ?? 'keychain-failed', {}, { cause });
}

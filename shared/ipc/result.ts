/**
 * Every expected error, by code. A code says what happened; the words for it are the renderer's
 * (`renderer/lib/error-copy.ts`), which does not compile while a code has none.
 */
export const errorCodes = [
  // the call itself
  'request-invalid',
  'sender-not-trusted',
  'unexpected',
  // things that are not (or no longer) there
  'key-pair-not-found',
  'server-not-found',
  'region-not-found',
  'job-not-found',
  // key pairs
  'key-pair-name-invalid',
  'key-pair-name-taken',
  'key-pair-limit-reached',
  'key-pair-duplicate',
  'key-pair-bound',
  'key-pair-used-for-logon',
  'key-pair-not-bound',
  'key-type-unsupported',
  'public-key-invalid',
  'private-key-pasted',
  'private-key-invalid',
  'key-file-unsupported',
  'key-file-expired',
  'key-file-other-key',
  'private-key-absent',
  'passphrase-required',
  'passphrase-wrong',
  // regions
  'region-name-invalid',
  'region-name-taken',
  'region-limit-invalid',
  'region-limit-fixed',
  'region-not-empty',
  'region-last',
  'region-busy',
  'region-servers-taken',
  'region-lists-servers',
  // the one download
  'download-used',
  'download-cancelled',
  'download-folder-not-writable',
  // files and disk
  'disk-full',
  'terminal-not-found',
  'file-not-readable',
  'file-not-writable',
  'file-not-protected',
  'ssh-config-invalid',
  'ssh-config-changed',
  'ssh-config-not-writable',
  // keychain
  'keychain-locked',
  'keychain-absent',
  'keychain-timeout',
  'keychain-failed',
  'keychain-entry-missing',
  'keychain-entry-damaged',
  'secret-unsupported',
  // store
  'store-damaged',
  'store-newer',
  'store-read-only',
  'store-in-use',
  // servers
  'server-name-invalid',
  'server-name-taken',
  'server-host-invalid',
  'server-port-invalid',
  'server-user-invalid',
  'server-address-taken',
  'server-not-selectable',
  'server-behind-proxy',
  'server-busy',
  'server-moved',
  'server-unreachable',
  'server-connection-lost',
  'server-timeout',
  'server-protocol',
  'server-algorithms-refused',
  'server-not-linux',
  'server-no-shell',
  // host keys
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  // logging on
  'password-required',
  'password-wrong',
  'logon-refused',
  'logon-attempts-spent',
  'agent-unavailable',
  'sudo-required',
  'sudo-password-required',
  'sudo-password-wrong',
  // binding
  'authorized-keys-not-safe',
  'authorized-keys-not-writable',
  'authorized-keys-changed',
  'key-line-restricted',
  'proof-failed',
  'sshd-config-invalid',
  'sshd-config-not-writable',
  'sshd-config-not-effective',
  'sshd-config-closes',
  'sshd-not-found',
  'reload-failed',
  'restart-failed',
  'password-still-accepted',
  'key-still-accepted',
  'action-interrupted',
  'rolled-back',
  'rollback-failed',
  'last-way-in',
  'job-not-retryable',
  'cancelled',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts for the words of an error: plain data, never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** An expected error as plain data, the form in which it crosses the wire. */
export interface ErrorReply {
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorReply };

/** An expected error. Its message is its code: nobody branches on words, and none can leak. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

import type { SecretRef } from '../../../electron/keychain/key-vault.ts';
import type { ErrorCode } from '../../../shared/ipc/result.ts';

/** What the vault's own process is asked to do. `get`, `set` and `delete` go past the vault to the bare entries. */
export type VaultCommand =
  | { readonly do: 'read' | 'has' | 'remove'; readonly ref: SecretRef }
  | { readonly do: 'write'; readonly ref: SecretRef; readonly secret: string }
  | { readonly do: 'add'; readonly ref: SecretRef; readonly secret: string; readonly isOpen: boolean }
  | { readonly do: 'is-open' }
  | { readonly do: 'get' | 'delete'; readonly account: string }
  | { readonly do: 'set'; readonly account: string; readonly value: string }
  | { readonly do: 'read-file'; readonly path: string }
  | { readonly do: 'keychain-pid' }
  | { readonly do: 'wake' }
  | { readonly do: 'quit' };

export interface VaultRequest {
  readonly id: number;
  readonly command: VaultCommand;
}

export interface VaultReply {
  readonly id: number;
  readonly value?: string | boolean | null;
  readonly error?: ErrorCode | 'unexpected';
  /** The operating system's words. */
  readonly cause?: string;
  /** How long it took in the vault's process. */
  readonly ms: number;
}

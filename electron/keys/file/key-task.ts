import type { Result } from '../../../shared/ipc/result.ts';
import type { PrivateKeyForm } from '../../../shared/model/private-key-file.ts';
import type { KeyFileContent } from './key-file.ts';

export interface ReadTask {
  readonly name: 'read';
  readonly file: Uint8Array;
  readonly passphrase: string | undefined;
}

export interface WriteTask {
  readonly name: 'write';
  readonly privateKeyPem: string;
  readonly form: PrivateKeyForm;
  readonly comment: string;
  readonly passphrase: string | undefined;
}

/** What the key thread does, and what it answers. */
export interface KeyTasks {
  readonly read: { readonly task: ReadTask; readonly value: KeyFileContent };
  readonly write: { readonly task: WriteTask; readonly value: string };
}

export type KeyTask = KeyTasks[keyof KeyTasks]['task'];
export type KeyTaskResult = Result<KeyTasks[keyof KeyTasks]['value']>;

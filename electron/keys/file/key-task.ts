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

/** What the process that reads and writes key files does, and what it answers. */
export interface KeyTasks {
  readonly read: { readonly task: ReadTask; readonly value: KeyFileContent };
  readonly write: { readonly task: WriteTask; readonly value: string };
}

export type KeyTask = KeyTasks[keyof KeyTasks]['task'];
/** A failure is none of the expected errors: what there is to say about it. */
export type KeyTaskResult = Result<KeyTasks[keyof KeyTasks]['value']> | { readonly failure: string };

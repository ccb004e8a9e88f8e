/** The thread that reads or writes one key file, and ends. Nothing of the key stays behind in its memory. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../shared/ipc/result.ts';
import type { KeyTask, KeyTaskResult } from './key-task.ts';
import { parseKeyFile } from './parse-key-file.ts';
import { composeKeyFile } from './compose-key-file.ts';

async function perform(task: KeyTask): Promise<(KeyTaskResult & { ok: true })['value']> {
  if (task.name === 'write')
    return composeKeyFile(task.privateKeyPem, task.form, task.comment, task.passphrase);
  const { buffer, byteOffset, byteLength } = task.file;
  const file = Buffer.from(buffer, byteOffset, byteLength);
  try {
    return await parseKeyFile(file, task.passphrase);
  } finally {
    file.fill(0);
  }
}

async function answer(task: KeyTask): Promise<KeyTaskResult> {
  try {
    return { ok: true, value: await perform(task) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error: { code: error.code, details: error.details } };
  }
}

parentPort?.once('message', (task: KeyTask) => {
  void answer(task).then((result) => parentPort?.postMessage(result));
});

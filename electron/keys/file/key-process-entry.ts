import { AppError } from '../../../shared/ipc/result.ts';
import { leaveNoCoreDump } from '../../core-dumps.ts';
import type { KeyTask, KeyTaskResult, KeyTasks } from './key-task.ts';
import { parseKeyFile } from './parse-key-file.ts';
import { composeKeyFile } from './compose-key-file.ts';

/** The process that reads and writes key files: Electron's utility process, or what stands in for it. */
leaveNoCoreDump();
const { parentPort } = process;

async function perform(task: KeyTask): Promise<KeyTasks[keyof KeyTasks]['value']> {
  if (task.name === 'write')
    return composeKeyFile(task.privateKeyPem, task.form, task.comment, task.passphrase);
  const { buffer, byteOffset, byteLength } = task.file;
  const file = Buffer.from(buffer, byteOffset, byteLength);
  try {
    return await parseKeyFile(file, task.passphrase);
  } finally {
    new Uint8Array(buffer).fill(0);
  }
}

async function answer(task: KeyTask): Promise<KeyTaskResult> {
  try {
    return { ok: true, value: await perform(task) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: { code: error.code, details: error.details } };
    return { failure: error instanceof Error ? (error.stack ?? error.message) : 'a thrown value' };
  }
}

parentPort.on('message', ({ data }) => {
  void answer(data as KeyTask).then((result) => parentPort.postMessage(result));
});

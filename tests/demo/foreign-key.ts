import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A key that somebody else has put on the server, and that has to stay there. */
export interface ForeignKey {
  /** With its final newline, as it stands in authorized_keys. */
  readonly publicLine: string;
  readonly privateKey: string;
  readonly path: string;
  remove(): Promise<void>;
}

export async function generateForeignKey(): Promise<ForeignKey> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-foreign-'));
  const path = join(folder, 'id_ed25519');
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'colleague', '-f', path]);
  return {
    publicLine: await readFile(`${path}.pub`, 'utf8'),
    privateKey: await readFile(path, 'utf8'),
    path,
    remove: () => rm(folder, { recursive: true }),
  };
}

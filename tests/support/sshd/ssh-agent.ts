import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestKey } from './target.ts';

export interface SshAgent {
  readonly socket: string;
  add(key: Pick<TestKey, 'privateKey'>): Promise<void>;
  stop(): Promise<void>;
}

/** A real `ssh-agent` without keys. */
export async function startSshAgent(): Promise<SshAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-agent-'));
  const socket = join(folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(agent.stdout, 'data');
  return {
    socket,
    add: async ({ privateKey }) => {
      const env = { ...process.env, SSH_AUTH_SOCK: socket };
      const add = promisify(execFile)('ssh-add', ['-q', '-'], { env });
      add.child.stdin?.end(privateKey);
      await add;
    },
    stop: async () => {
      agent.kill();
      await rm(folder, { recursive: true });
    },
  };
}

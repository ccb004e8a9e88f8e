import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SshServer } from '../../../support/sshd/ssh-server.ts';

const run = promisify(execFile);

interface Judged {
  readonly accepted: boolean;
  readonly output: string;
}

/** A logon with OpenSSH's own client, which knows nothing of Latchkey. */
async function logOn(
  server: SshServer,
  user: string,
  options: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Judged> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-ssh-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
      await chmod(join(folder, name), 0o700);
    }
    const { type, blob } = await server.hostKey();
    await writeFile(join(folder, 'known_hosts'), `[${server.host}]:${server.port} ${type} ${blob}\n`);
    const fixed = [
      '-F',
      'none',
      '-o',
      `UserKnownHostsFile=${folder}/known_hosts`,
      '-o',
      'IdentityAgent=none',
    ];
    const address = ['-p', String(server.port), `${user}@${server.host}`, 'echo accepted'];
    const own = options.map((option) => option.replaceAll('%folder', folder));
    const env = { ...process.env, SSH_ASKPASS: join(folder, 'askpass'), SSH_ASKPASS_REQUIRE: 'force' };
    const { stdout } = await run('ssh', [...fixed, ...own, ...address], { env });
    // A shell's profile may have talked before.
    return { accepted: stdout.endsWith('accepted\n'), output: stdout };
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (!stderr.includes('Permission denied')) throw error;
    return { accepted: false, output: stderr };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether `ssh -i` with this private key, and nothing else, gets in. */
export async function opensByKey(server: SshServer, privateKey: string, user = 'root'): Promise<boolean> {
  const options = ['-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-i', '%folder/key'];
  return (await logOn(server, user, options, { key: privateKey })).accepted;
}

/** Whether this password gets in by either of the two methods that take one. */
export async function opensByPassword(server: SshServer, password: string, user = 'root'): Promise<boolean> {
  const askpass = `#!/bin/sh\ncat <<'END'\n${password}\nEND\n`;
  for (const method of ['password', 'keyboard-interactive']) {
    const options = ['-o', `PreferredAuthentications=${method}`, '-o', 'NumberOfPasswordPrompts=1'];
    if ((await logOn(server, user, options, { askpass })).accepted) return true;
  }
  return false;
}

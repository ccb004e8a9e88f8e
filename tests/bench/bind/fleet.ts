import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSshServer, type SshServer } from '../../support/sshd/ssh-server.ts';
import { makeKey, type TestKey } from '../../support/sshd/target.ts';

const keysFile = '/root/.ssh/authorized_keys';
const dropIn = '/etc/ssh/sshd_config.d/00-latchkey.conf';
const startedAtOnce = 4;

/** Real, throw-away servers that all take one key already, and the files by which OpenSSH's client reaches them. */
export class Fleet {
  readonly servers: readonly SshServer[];
  readonly existing: TestKey;
  readonly folder: string;

  private constructor(servers: readonly SshServer[], existing: TestKey, folder: string) {
    this.servers = servers;
    this.existing = existing;
    this.folder = folder;
  }

  static async start(count: number): Promise<Fleet> {
    const existing = await makeKey();
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-bind-'));
    const servers: SshServer[] = [];
    while (servers.length < count) {
      const some = Math.min(startedAtOnce, count - servers.length);
      servers.push(...(await Promise.all(Array.from({ length: some }, () => startOne(existing)))));
    }
    const fleet = new Fleet(servers, existing, folder);
    await writeFile(fleet.existingKeyFile, existing.privateKey, { mode: 0o600 });
    await writeFile(fleet.knownHostsFile, await knownHosts(servers));
    return fleet;
  }

  get existingKeyFile(): string {
    return join(this.folder, 'existing');
  }

  get knownHostsFile(): string {
    return join(this.folder, 'known_hosts');
  }

  /** The state that every turn begins with: one foreign line, sshd as it was installed, nothing that waits. */
  async reset(): Promise<void> {
    for (const server of this.servers) {
      await server.writeFile(keysFile, this.existing.publicLine);
      const hasDropIn = await server.readFile(dropIn).then(
        () => true,
        () => false,
      );
      if (!hasDropIn) continue;
      await rm(join(server.root, dropIn));
      await server.reload();
    }
  }

  /** Throws unless the key is on every server, below the line that was there. */
  async mustHold(publicLine: string, alsoDropIn = false): Promise<void> {
    const [, blob = ''] = publicLine.split(' ');
    for (const server of this.servers) {
      const keys = await server.readFile(keysFile);
      if (!keys.includes(blob) || !keys.includes(this.existing.publicLine))
        throw new Error(`a key is not on ${server.host}`);
      if (alsoDropIn) await server.readFile(dropIn);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await rm(this.folder, { recursive: true });
  }
}

function startOne({ publicLine }: TestKey): Promise<SshServer> {
  return startSshServer({
    rootPassword: 'bench-pw-1',
    authorizedKeys: { root: publicLine },
    hostKeyTypes: ['ed25519'],
  });
}

async function knownHosts(servers: readonly SshServer[]): Promise<string> {
  const lines = servers.map(async (server) => {
    const { type, blob } = await server.hostKey();
    return `[${server.host}]:${String(server.port)} ${type} ${blob}\n`;
  });
  return (await Promise.all(lines)).join('');
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consoleUnderTest, type ConsoleUnderTest } from './console-under-test.ts';

/** The folder of the console under test is its home as well. */
function withConfig(text: string): ConsoleUnderTest {
  const under = consoleUnderTest();
  mkdirSync(join(under.downloads, '.ssh'));
  writeFileSync(join(under.downloads, '.ssh', 'config'), text);
  return under;
}

function makeKey(under: ConsoleUnderTest, name: string, passphrase: string): string {
  const path = join(under.downloads, '.ssh', name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', path]);
  return path;
}

describe('what the user’s SSH configuration would add', () => {
  it('is told with how Latchkey would log on, and whether the host key is known', async () => {
    const under = withConfig(
      'Host web\n HostName 10.0.0.1\n User root\n IdentityFile ~/.ssh/none\n IdentityFile ~/.ssh/plain\nHost db\n User anna\n Port 2200\n IdentityFile ~/.ssh/locked\nHost mail\n User anna\n IdentityFile ~/.ssh/config\n',
    );
    const plain = makeKey(under, 'plain', '');
    const locked = makeKey(under, 'locked', 'secret');
    under.knownHosts.keys.push({ type: 'ssh-ed25519', blob: 'AAAA' });
    const { hosts, isThere } = await under.console.sshConfigImport.list(under.regionId);
    expect(isThere).toBe(true);
    expect(hosts).toMatchObject([
      {
        alias: 'web',
        host: '10.0.0.1',
        port: 22,
        user: 'root',
        logon: { kind: 'key-file', path: plain, isEncrypted: false },
        isHostKeyKnown: true,
        problem: null,
      },
      { alias: 'db', port: 2200, logon: { kind: 'key-file', path: locked, isEncrypted: true } },
      { alias: 'mail', logon: { kind: 'agent' } },
    ]);
  });

  it('names the reason of what can’t be added', async () => {
    const under = withConfig(
      [
        'Host web-1\n HostName web-1.example\n User root',
        'Host again\n HostName new.example\n User root\nHost twice\n HostName NEW.example\n User root',
        'Host inner\n ProxyJump again\nHost tunnel\n ProxyCommand nc %h %p',
        'Host odd\n HostName -oProxyCommand=x\nHost port\n Port 99999',
      ].join('\n'),
    );
    await under.addServer('web-1');
    const { hosts } = await under.console.sshConfigImport.list(under.regionId);
    expect(hosts.map(({ alias, problem }) => [alias, problem?.code])).toEqual([
      ['web-1', 'server-name-taken'],
      ['again', undefined],
      ['twice', 'server-address-taken'],
      ['inner', 'server-behind-proxy'],
      ['tunnel', 'server-behind-proxy'],
      ['odd', 'server-host-invalid'],
      ['port', 'server-port-invalid'],
    ]);
  });

  it('is told of a configuration that ssh would refuse for its port', async () => {
    const under = withConfig('Host web\n User root\n Port abc\nHost db\n User root\n Port 0x16\n');
    const { hosts } = await under.console.sshConfigImport.list(under.regionId);
    expect(hosts.map(({ port, problem }) => [port, problem?.code])).toEqual([
      [0, 'server-port-invalid'],
      [0, 'server-port-invalid'],
    ]);
  });

  it('is by ssh’s own key file where none is named, unless that has a passphrase', async () => {
    const under = withConfig('Host web\n User root\n');
    const path = makeKey(under, 'id_ed25519', '');
    const logon = async (): Promise<unknown> =>
      (await under.console.sshConfigImport.list(under.regionId)).hosts[0]?.logon;
    expect(await logon()).toEqual({ kind: 'key-file', path, isEncrypted: false });
    execFileSync('ssh-keygen', ['-q', '-p', '-N', 'secret', '-f', path]);
    expect(await logon()).toEqual({ kind: 'agent' });
  });

  it('waits for no pipe or device that is named as a key, or in the place of the file', async () => {
    const under = withConfig('Host web\n User root\n IdentityFile ~/.ssh/pipe\n IdentityFile /dev/zero\n');
    execFileSync('mkfifo', [join(under.downloads, '.ssh', 'pipe')]);
    const { hosts } = await under.console.sshConfigImport.list(under.regionId);
    expect(hosts).toMatchObject([{ logon: { kind: 'agent' } }]);
    const config = join(under.downloads, '.ssh', 'config');
    rmSync(config);
    execFileSync('mkfifo', [config]);
    const listed = under.console.sshConfigImport.list(under.regionId);
    await expect(listed).rejects.toMatchObject({ code: 'file-not-readable', details: { path: config } });
  });

  it('stops at as many servers as a window can show, and says how many more there are', async () => {
    const text = Array.from({ length: 2003 }, (_, index) => `Host web-${index}\n`).join('');
    const under = withConfig(text);
    const { hosts, moreHosts } = await under.console.sshConfigImport.list(under.regionId);
    expect(hosts).toHaveLength(2000);
    expect(moreHosts).toBe(3);
  });

  it('is nothing where there is no file, and an error where there is a broken one', async () => {
    const none = consoleUnderTest();
    expect(await none.console.sshConfigImport.list(none.regionId)).toMatchObject({
      isThere: false,
      hosts: [],
    });
    const broken = withConfig('Host "web\n');
    await expect(broken.console.sshConfigImport.list(broken.regionId)).rejects.toMatchObject({
      code: 'ssh-config-invalid',
      details: { path: join(broken.downloads, '.ssh', 'config') },
    });
  });

  it('is refused in a region that brings its own servers', async () => {
    const under = withConfig('Host web\n');
    const { id } = await under.console.regions.create('Practice', 'practice');
    await expect(under.console.sshConfigImport.list(id)).rejects.toMatchObject({
      code: 'region-lists-servers',
    });
  });
});

describe('adding from the user’s SSH configuration', () => {
  it('adds what is ticked without connecting to any of it, and records each', async () => {
    const text = Array.from({ length: 50 }, (_, index) => `Host web-${index}\n User root\n`).join('');
    const under = withConfig(text);
    const { hosts, token } = await under.console.sshConfigImport.list(under.regionId);
    const aliases = hosts.map(({ alias }) => alias).slice(1);
    expect(await under.console.sshConfigImport.import(under.regionId, aliases, token)).toEqual({
      added: 49,
      failed: [],
    });
    const servers = under.console.servers.list(under.regionId);
    expect(servers).toHaveLength(49);
    expect(servers[0]).toMatchObject({
      name: 'web-1',
      user: 'root',
      status: 'unknown',
      checkedAt: null,
      statusProblem: null,
      logon: { kind: 'agent' },
    });
    expect(under.console.activity.list().filter(({ kind }) => kind === 'add-server')).toHaveLength(49);
    const again = await under.console.sshConfigImport.list(under.regionId);
    expect(again.hosts.filter(({ problem }) => problem === null)).toHaveLength(1);
  });

  it('asks for a passphrase later, where the key file has one', async () => {
    const under = withConfig('Host web\n User root\n IdentityFile ~/.ssh/locked\n');
    const path = makeKey(under, 'locked', 'secret');
    const { token } = await under.console.sshConfigImport.list(under.regionId);
    await under.console.sshConfigImport.import(under.regionId, ['web'], token);
    expect(under.console.servers.list(under.regionId)).toMatchObject([
      { logon: { kind: 'key-file', path, passphrase: 'ask' } },
    ]);
  });

  it('adds nothing where the file is no longer what was shown', async () => {
    const under = withConfig('Host web\n User root\n');
    const { token } = await under.console.sshConfigImport.list(under.regionId);
    writeFileSync(join(under.downloads, '.ssh', 'config'), 'Host web\n User root\n HostName evil.example\n');
    await expect(under.console.sshConfigImport.import(under.regionId, ['web'], token)).rejects.toMatchObject({
      code: 'ssh-config-changed',
    });
    expect(under.console.servers.list(under.regionId)).toEqual([]);
  });

  it('never adds what was listed with a reason, whoever asks', async () => {
    const under = withConfig('Host inner\n ProxyJump web\n');
    const { token } = await under.console.sshConfigImport.list(under.regionId);
    expect(await under.console.sshConfigImport.import(under.regionId, ['inner', 'nobody'], token)).toEqual({
      added: 0,
      failed: [{ alias: 'inner', error: { code: 'server-behind-proxy', details: { proxy: 'jump' } } }],
    });
  });
});

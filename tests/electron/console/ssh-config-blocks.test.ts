import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceConfigFile } from '../../../electron/console/replace-file.ts';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import type { Server } from '../../../shared/model/server.ts';
import { consoleUnderTest, type ConsoleUnderTest } from './console-under-test.ts';

interface Bound {
  readonly under: ConsoleUnderTest;
  readonly server: Server;
  readonly keyPair: KeyPair;
  readonly subject: { readonly kind: 'key-pair'; readonly keyPairId: KeyPair['id'] };
}

async function bound(name = 'web-1'): Promise<Bound> {
  const under = consoleUnderTest();
  const { keyPair } = await under.console.keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  const server = await under.addServer(name, '203.0.113.5');
  await under.finished(under.console.bindings.bind(keyPair.id, [server.id], 'reload', []));
  return { under, server, keyPair, subject: { kind: 'key-pair', keyPairId: keyPair.id } };
}

async function write({ under, subject }: Bound, remove = false): Promise<void> {
  const blocks = under.console.sshConfigBlocks;
  await blocks.apply(subject, remove, (await blocks.plan(subject, remove)).token);
}

const path = ({ under }: Bound, name: string): string => join(under.downloads, '.ssh', name);

describe('blocks for ssh', () => {
  it('are shown before anything is written, with the file of the one download', async () => {
    const one = await bound();
    const plan = await one.under.console.sshConfigBlocks.plan(one.subject, false);
    expect(plan.files.map(({ path: file, kind }) => [file, kind])).toEqual([
      [path(one, 'latchkey.conf'), 'new'],
      [path(one, 'config'), 'new'],
    ]);
    expect(plan.files[0]?.lines.map(({ text }) => text)).toContain(
      `  IdentityFile ${join(one.under.downloads, 'web.pem')}`,
    );
    expect(plan.hosts).toEqual([{ serverName: 'web-1', alias: 'web-1', identity: 'named' }]);
    expect(() => lstatSync(path(one, ''))).toThrow('ENOENT');
  });

  it('make a folder and files that are the user’s alone', async () => {
    const one = await bound();
    await write(one);
    expect(statSync(path(one, '')).mode & 0o777).toBe(0o700);
    for (const name of ['config', 'latchkey.conf'])
      expect(statSync(path(one, name)).mode & 0o777).toBe(0o600);
    expect(one.under.console.activity.list()[0]).toMatchObject({
      kind: 'write-ssh-config',
      outcome: 'succeeded',
    });
  });

  it('keep a linked configuration a link, its mode and its bytes', async () => {
    const one = await bound();
    mkdirSync(path(one, ''), { mode: 0o700 });
    const target = join(one.under.downloads, 'dotfiles');
    const bytes = Buffer.from('# \xe4\xff\r\nHost a', 'latin1');
    writeFileSync(target, bytes, { mode: 0o644 });
    symlinkSync(target, path(one, 'config'));
    await write(one);
    expect(lstatSync(path(one, 'config')).isSymbolicLink()).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o644);
    expect(readFileSync(target)).toEqual(Buffer.concat([Buffer.from('Include latchkey.conf\r\n'), bytes]));
    await write(one, true);
    expect(readFileSync(target)).toEqual(bytes);
    expect(() => lstatSync(path(one, 'latchkey.conf'))).toThrow('ENOENT');
  });

  it('written twice change nothing', async () => {
    const one = await bound();
    await write(one);
    expect((await one.under.console.sshConfigBlocks.plan(one.subject, false)).files).toEqual([]);
  });

  it('are not written where a file has changed since it was shown', async () => {
    const one = await bound();
    const { token } = await one.under.console.sshConfigBlocks.plan(one.subject, false);
    mkdirSync(path(one, ''));
    writeFileSync(path(one, 'config'), 'Host new\n');
    await expect(one.under.console.sshConfigBlocks.apply(one.subject, false, token)).rejects.toMatchObject({
      code: 'ssh-config-changed',
    });
    expect(readFileSync(path(one, 'config'), 'utf8')).toBe('Host new\n');
  });

  it.each(['config', 'latchkey.conf'])(
    'leave %s alone where another program has just written it',
    async (name) => {
      const one = await bound();
      await write(one);
      const before = readFileSync(path(one, name), 'latin1');
      const text = `# theirs\n${before}`;
      writeFileSync(path(one, name), text);
      await expect(
        replaceConfigFile({ path: path(one, name), before, after: 'Host ours\n' }),
      ).rejects.toMatchObject({ code: 'ssh-config-changed', details: { path: path(one, name) } });
      expect(readFileSync(path(one, name), 'latin1')).toBe(text);
      expect(readdirSync(path(one, '')).toSorted()).toEqual(['config', 'latchkey.conf']);
    },
  );

  it('are not written where that is impossible, and what is there stays', async () => {
    const one = await bound();
    mkdirSync(path(one, ''));
    symlinkSync('gone', path(one, 'config'));
    await expect(write(one)).rejects.toMatchObject({
      code: 'ssh-config-not-writable',
      details: { path: path(one, 'config') },
    });
    expect(readlinkSync(path(one, 'config'))).toBe('gone');
    rmSync(path(one, ''), { recursive: true });
    writeFileSync(path(one, ''), 'no folder');
    await expect(write(one)).rejects.toMatchObject({ code: 'file-not-readable' });
    expect(readFileSync(path(one, ''), 'utf8')).toBe('no folder');
  });

  it('taken out of a linked configuration that holds nothing else, leave the link', async () => {
    const one = await bound();
    mkdirSync(path(one, ''), { mode: 0o700 });
    const target = join(one.under.downloads, 'dotfiles');
    writeFileSync(target, '');
    symlinkSync(target, path(one, 'config'));
    await write(one);
    await write(one, true);
    expect(lstatSync(path(one, 'config')).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('');
  });

  it('give way to a name that the user takes later', async () => {
    const one = await bound();
    await write(one);
    const config = readFileSync(path(one, 'config'), 'utf8');
    writeFileSync(path(one, 'config'), `${config}Host web-1\n  HostName other.example\n`);
    await write(one);
    expect(readFileSync(path(one, 'latchkey.conf'), 'utf8')).toContain('\nHost web-1-2\n');
  });

  it('never take a name that the user’s own configuration has', async () => {
    const one = await bound();
    mkdirSync(path(one, ''));
    writeFileSync(path(one, 'config'), 'Host web-1 web-1-2\n  HostName other.example\n');
    await write(one);
    expect(readFileSync(path(one, 'latchkey.conf'), 'utf8')).toContain('\nHost web-1-3\n');
  });

  it.each(['a\u202Fb" * !c', '-oProxyCommand=x', '* ?'])(
    'hold a server named %j harmlessly',
    async (name) => {
      const one = await bound(name);
      await write(one);
      const hosts = readFileSync(path(one, 'latchkey.conf'), 'utf8').match(/^Host .*$/gm);
      expect(hosts).toEqual([expect.stringMatching(/^Host [a-z0-9][a-z0-9.-]*$/)]);
    },
  );

  it('leave the key out where its file is gone, and take another that is the same key', async () => {
    const one = await bound();
    const saved = join(one.under.downloads, 'web.pem');
    const moved = join(one.under.downloads, 'moved key');
    writeFileSync(moved, readFileSync(saved));
    rmSync(saved);
    const { sshConfigBlocks, keyPairs } = one.under.console;
    expect((await sshConfigBlocks.plan(one.subject, false)).hosts).toMatchObject([{ identity: 'missing' }]);
    await sshConfigBlocks.setIdentityFile(one.keyPair.id, moved);
    expect(one.under.console.activity.list()[0]).toMatchObject({
      kind: 'choose-key-file',
      keyPairName: one.keyPair.name,
      outcome: 'succeeded',
    });
    await write(one);
    expect(readFileSync(path(one, 'latchkey.conf'), 'utf8')).toContain(`IdentityFile "${moved}"\n`);
    await keyPairs.create(one.under.regionId, 'other', { type: 'ed25519' });
    const other = join(one.under.downloads, 'other.pem');
    await expect(sshConfigBlocks.setIdentityFile(one.keyPair.id, other)).rejects.toMatchObject({
      code: 'key-file-other-key',
    });
  });

  it('go when the server is not bound any more', async () => {
    const one = await bound();
    await write(one);
    one.under.store.servers.update({ ...one.server, boundKeyPairId: null });
    await write(one);
    expect(() => lstatSync(path(one, 'latchkey.conf'))).toThrow('ENOENT');
    expect(() => lstatSync(path(one, 'config'))).toThrow('ENOENT');
  });
});

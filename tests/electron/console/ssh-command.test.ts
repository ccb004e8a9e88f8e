import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sshCommand } from '../../../electron/console/server-rules.ts';
import { consoleUnderTest, serverOf } from './console-under-test.ts';

const web = { name: 'web-1', host: 'web.example', port: 22, user: 'root' };
const commandFor = (keyFile: string | null, platform: NodeJS.Platform = 'linux'): string =>
  sshCommand(web, keyFile, platform).command;

describe('the ssh command of a server', () => {
  it('names the port where it is another one, and the private key file where it is known', () => {
    expect(commandFor(null)).toBe('ssh root@web.example');
    expect(sshCommand({ ...web, port: 2222 }, '/home/anna/.ssh/web.pem', 'linux')).toEqual({
      command: 'ssh -i /home/anna/.ssh/web.pem -p 2222 root@web.example',
      namesKeyFile: true,
    });
    expect(commandFor('/home/anna/my keys/web.pem')).toBe(
      `ssh -i '/home/anna/my keys/web.pem' root@web.example`,
    );
  });

  it('C12: whatever the path is, sh reads the very path', () => {
    const paths = fc.string({
      unit: fc.constantFrom(...Array.from(` '"\\$\`!*?~#&;|<>()[]{}=%aé/-`)),
      minLength: 1,
    });
    fc.assert(
      fc.property(paths, (path) => {
        const script = `ssh() { printf '%s\\0' "$@"; }; ${commandFor(`/${path}`)}`;
        const read = execFileSync('/bin/sh', ['-c', script]).toString();
        expect(read).toBe(['-i', `/${path}`, 'root@web.example', ''].join('\0'));
      }),
      { numRuns: 40 },
    );
  });

  it('on Windows the path is in quotation marks that cmd and PowerShell both know', () => {
    expect(commandFor(String.raw`C:\Users\Anna B\web.pem`, 'win32')).toBe(
      String.raw`ssh -i "C:\Users\Anna B\web.pem" root@web.example`,
    );
  });

  it.each([
    ['linux', '/home/anna/a\nrm -rf x'],
    ['darwin', '/Users/anna/a\u2028b'],
    ['win32', String.raw`C:\%TEMP%\web.pem`],
    ['win32', String.raw`C:\$(calc)\web.pem`],
    ['win32', 'C:\\`n\\web.pem'],
    ['win32', 'C:\\”\u201Dx\\web.pem'],
  ] as const)('on %s leaves out what can’t be pasted safely: %j', (platform, path) => {
    expect(sshCommand(web, path, platform)).toEqual({ command: 'ssh root@web.example', namesKeyFile: false });
  });
});

describe('the private key file of a server', () => {
  it('is the one that its key pair was saved as, as long as it is there and none of PuTTY’s', async () => {
    const under = consoleUnderTest();
    const { records, bindings, keyPairs } = under.console;
    const { keyPair } = await keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
    const { id } = await under.addServer('web-1');
    expect(records.keyPairName(serverOf(under, id))).toBeNull();
    await under.finished(bindings.bind(keyPair.id, [id], 'reload', []));
    const path = join(under.downloads, 'saved here.pem');
    writeFileSync(path, '');
    under.store.keyPairs.setSavedPath(keyPair.id, path);
    expect(records.keyFile(serverOf(under, id))).toBe(path);
    writeFileSync(path, 'PuTTY-User-Key-File-3: ssh-ed25519\n');
    expect(records.keyFile(serverOf(under, id))).toBeNull();
    const misnamed = join(under.downloads, 'openssh.ppk');
    writeFileSync(misnamed, '-----BEGIN OPENSSH PRIVATE KEY-----\n');
    under.store.keyPairs.setSavedPath(keyPair.id, misnamed);
    expect(records.keyFile(serverOf(under, id))).toBe(misnamed);
    for (const gone of [path, misnamed]) rmSync(gone);
    expect(records.keyFile(serverOf(under, id))).toBeNull();
    expect(records.keyPairName(serverOf(under, id))).toBe('web');
  });
});

import { execFile } from 'node:child_process';
import { chmod, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replaceFileScript } from '../../../../electron/providers/ssh/remote-file-scripts.ts';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import { sampleFiles } from '../../../electron/providers/ssh/key-samples.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { byPassword, errorOf } from '../../../support/sshd/target.ts';
import {
  interfering,
  makeKeyPair,
  parts,
  provider,
  replaceMarker,
  rootPassword,
  snapshot,
  watch,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey } from './openssh.ts';

const path = '/root/.ssh/authorized_keys';

describe('the file of authorized keys', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
    server = await startSshServer({
      users: [
        { name: 'ada', password: 'adas', sudo: 'password' },
        { name: 'eve', password: 'eves' },
      ],
      rootPassword,
    });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.exec('rm -rf /root/.ssh /home/ada/.ssh /root/keys /home/eve/keys');
  });

  /** Postponed, and by a public key alone: nothing but the file changes. */
  const unproven = () =>
    ({ keyPair: { ...keyPair, privateKey: null }, formerKeyPair: null, effect: 'postpone' }) as const;
  const bind = async (change: Parameters<typeof provider.bind>[1] = unproven()) =>
    provider.bind(await withPassword(server), change, watch());
  const put = async (content: Buffer | string) => {
    await server.exec('mkdir -m 700 /root/.ssh');
    await server.writeFile(path, content);
    await chmod(join(server.root, path), 0o600);
  };
  const unbind = async () =>
    provider.unbind(
      await withPassword(server),
      { keyPair: { ...keyPair, privateKey: null }, effect: 'postpone', evenIfLastWayIn: true },
      watch(),
    );

  it.each(sampleFiles)(
    'A1: with %s, the new content is the old and our line; and back',
    async (_name, content) => {
      await put(content);
      await bind();
      const isOpen = content.length > 0 && content.at(-1) !== 0x0a;
      const ended = Buffer.concat([content, Buffer.from(isOpen ? '\n' : '')]);
      const added = await server.readFile(path);
      expect(added.equals(Buffer.concat([ended, Buffer.from(`${keyPair.publicLine}\n`)]))).toBe(true);
      expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
      await unbind();
      expect((await server.readFile(path)).equals(ended)).toBe(true);
      expect(await opensByKey(server, keyPair.privateKey)).toBe(false);
    },
  );

  it.each(['+i', '+a'])(
    'C11: chattr %s keeps it as it is: a code, and nothing is changed',
    async (attribute) => {
      await put('# mine\n');
      const before = await snapshot(server, '/root');
      const chattr = (mode: string) => promisify(execFile)('chattr', [mode, join(server.root, path)]);
      await chattr(attribute);
      const refused = await errorOf(bind());
      await chattr('-ia');
      expect(refused).toMatchObject({
        code: 'authorized-keys-not-writable',
        details: { step: 'add-line', path, reason: expect.stringContaining('not permitted') as string },
      });
      expect(await snapshot(server, '/root')).toEqual(before);
    },
  );

  it('A1, A3: makes the missing folder and file with the modes that sshd wants', async () => {
    await bind();
    expect((await server.readFile(path)).toString()).toBe(`${keyPair.publicLine}\n`);
    const { stdout } = await server.exec('stat -c "%a %u %n" /root/.ssh /root/.ssh/*');
    expect(stdout).toBe('700 0 /root/.ssh\n600 0 /root/.ssh/authorized_keys\n');
  });

  it('A3: makes them the user’s own for another account', async () => {
    const target = await withPassword(server, { user: 'ada', credentials: [byPassword('adas')] });
    await provider.bind(target, { keyPair, formerKeyPair: null, effect: 'postpone' }, watch());
    const { stdout } = await server.exec('stat -c "%a %U %n" /home/ada/.ssh /home/ada/.ssh/*');
    expect(stdout).toBe('700 ada /home/ada/.ssh\n600 ada /home/ada/.ssh/authorized_keys\n');
    expect(await opensByKey(server, keyPair.privateKey, 'ada')).toBe(true);
    await server.exec('rm -f /etc/ssh/sshd_config.d/00-latchkey.conf');
  });

  it.each(['600', '400', '644', '440'])('A3: leaves mode %s as it was', async (mode) => {
    await put('# mine\n');
    await server.exec(`chmod ${mode} ${path}`);
    await bind();
    expect((await server.exec(`stat -c "%a %U:%G" ${path}`)).stdout).toBe(`${mode} root:root\n`);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it('A3: leaves owner and mode of a file that root has put into a home', async () => {
    await server.exec(
      'mkdir -m 755 /home/ada/.ssh; echo "# roots" >/home/ada/.ssh/authorized_keys; chmod 644 /home/ada/.ssh/*',
    );
    const target = await withPassword(server, { user: 'ada', credentials: [byPassword('adas')] });
    await provider.bind(target, unproven(), watch());
    expect((await server.exec('stat -c "%a %U" /home/ada/.ssh/*')).stdout).toBe('644 root\n');
    expect(await opensByKey(server, keyPair.privateKey, 'ada')).toBe(true);
  });

  it('A4: a link stays a link, and its target changes', async () => {
    await put('');
    await server.exec(
      `mkdir -m 700 /root/keys; echo "# mine" >/root/keys/all; ln -sf /root/keys/all ${path}`,
    );
    await bind();
    expect((await lstat(join(server.root, path))).isSymbolicLink()).toBe(true);
    expect((await server.readFile('/root/keys/all')).toString()).toBe(`# mine\n${keyPair.publicLine}\n`);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
  });

  it.each([
    [
      'a link to a file of another user',
      'install -m 600 -o eve /dev/null /home/eve/keys; ln -s /home/eve/keys',
    ],
    [
      'a link to root’s file in another user’s folder',
      'install -m 600 /dev/null /home/eve/keys; ln -s /home/eve/keys',
    ],
    ['a link to nothing', 'ln -s /root/nowhere'],
    ['a fifo', 'mkfifo'],
    ['a folder', 'mkdir'],
    ['a file of another user', 'install -o eve /dev/null'],
  ])('A4: refuses %s and changes nothing', async (_name, command) => {
    await server.exec(`mkdir -m 700 /root/.ssh; ${command} ${path}`);
    const files = [await snapshot(server, '/root'), await snapshot(server, '/home')];
    expect(await errorOf(bind())).toMatchObject({ code: 'authorized-keys-not-safe', details: { path } });
    expect([await snapshot(server, '/root'), await snapshot(server, '/home')]).toEqual(files);
  });

  it('A4: root is not led to a file of its own by a link in another account’s home', async () => {
    await server.exec(
      'echo "# roots" >/etc/ssh/config; install -d -o ada -m 700 /home/ada/.ssh; ln -s /etc/ssh/config /home/ada/.ssh/authorized_keys',
    );
    const target = await withPassword(server, { user: 'ada', credentials: [byPassword('adas')] });
    expect(await errorOf(provider.bind(target, unproven(), watch()))).toMatchObject({
      code: 'authorized-keys-not-safe',
      details: { path: '/home/ada/.ssh/authorized_keys' },
    });
    expect((await server.readFile('/etc/ssh/config')).toString()).toBe('# roots\n');
  });

  it.each(['command="/bin/true"', 'from="203.0.113.9"', 'expiry-time="20200101"', 'cert-authority'])(
    'A5: the same key with %s is reported as restricted, not bound',
    async (options) => {
      await put(`# first\n${options} ${keyPair.publicLine}\n`);
      const files = await snapshot(server, '/root');
      const [name] = options.split('=');
      expect(await errorOf(bind({ ...unproven(), keyPair }))).toEqual({
        code: 'key-line-restricted',
        details: { path, line: 2, options: [name], step: 'add-line' },
      });
      expect(await snapshot(server, '/root')).toEqual(files);
    },
  );

  it('A6: leftovers of a run that was cut off are gone after the next', async () => {
    await put('# mine\n');
    await server.exec('echo half >/root/.ssh/.latchkey-0123456789abcdef');
    await bind();
    expect(Object.keys(await snapshot(server, '/root/.ssh'))).toEqual(['authorized_keys']);
  });

  it('A6: content that arrives cut off replaces nothing', async () => {
    // Not plain text, which comes with the script itself.
    await put('# mine: é\n');
    const cutting = interfering(replaceMarker, async (_run, options) => {
      const { args = [], input = Buffer.alloc(0) } = options ?? {};
      const session = await parts.openSession(await withPassword(server), new AbortController().signal);
      const { code } = await session.run(replaceFileScript, { args, input: input.subarray(0, 3) });
      await session.close();
      expect(code).toBe(83);
      throw new Error('cut');
    });
    const cut = createSshProvider({ ...parts, openSession: cutting });
    await expect(cut.bind(await withPassword(server), unproven(), watch())).rejects.toThrow('cut');
    expect((await server.readFile(path)).toString()).toBe('# mine: é\n');
    expect(Object.keys(await snapshot(server, '/root/.ssh'))).toEqual(['authorized_keys']);
  });

  it('A7: an edit between reading and replacing is noticed, and both lines are there', async () => {
    await put('# mine\n');
    let edits = 0;
    const racing = interfering(replaceMarker, async (run) => {
      if (edits++ < 2) await server.exec(`echo "# edit ${edits}" >>${path}`);
      await run();
    });
    await createSshProvider({ ...parts, openSession: racing }).bind(
      await withPassword(server),
      unproven(),
      watch(),
    );
    expect((await server.readFile(path)).toString()).toBe(
      `# mine\n# edit 1\n# edit 2\n${keyPair.publicLine}\n`,
    );
    expect(Object.keys(await snapshot(server, '/root/.ssh'))).toEqual(['authorized_keys']);
  });

  it('A7: a file that never holds still is left alone', async () => {
    await put('# mine\n');
    const racing = interfering(replaceMarker, async (run) => {
      await server.exec(`echo "# edit" >>${path}`);
      await run();
    });
    const bound = createSshProvider({ ...parts, openSession: racing }).bind(
      await withPassword(server),
      unproven(),
      watch(),
    );
    expect(await errorOf(bound)).toMatchObject({ code: 'authorized-keys-changed' });
    expect((await server.readFile(path)).toString()).toBe(`# mine\n${'# edit\n'.repeat(5)}`);
  });
});

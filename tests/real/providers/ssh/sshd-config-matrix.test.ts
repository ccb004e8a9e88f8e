import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/ipc/result.ts';
import { layouts, type Layout } from '../../../support/sshd/layouts.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { makeKeyPair, provider, rootPassword, snapshot, watch, withKey, type TestKeyPair } from './action.ts';
import { opensByKey } from './openssh.ts';

const include = 'Include /etc/ssh/sshd_config.d/*.conf\n';
const without = (config: string): string => config.replace(/^Include .*\n/m, '');
const main =
  (change: (config: string) => string) =>
  ({ sshdConfig, dropIns }: Layout): Layout => ({ sshdConfig: change(sshdConfig), dropIns });
const plus =
  (name: string, text: string) =>
  ({ sshdConfig, dropIns }: Layout): Layout => ({ sshdConfig, dropIns: { ...dropIns, [name]: text } });

/** How a configuration may have been changed since its distribution wrote it. */
const variants: Readonly<Record<string, (layout: Layout) => Layout>> = {
  'nothing else': (layout) => layout,
  'no Include': main(without),
  'Include first': main((config) => include + without(config)),
  'Include last': main((config) => without(config) + include),
  '50-cloud-init yes': plus('50-cloud-init.conf', 'PermitRootLogin yes\nPasswordAuthentication yes\n'),
  '01-permitrootlogin yes': plus('01-permitrootlogin.conf', 'PermitRootLogin yes\n'),
  'a trailing Match': main((config) => `${config}Match Group wheel\n  X11Forwarding no\n`),
  'Match User root yes': main((config) => `${config}Match User root\n  PermitRootLogin yes\n`),
  'Match Address': main((config) => `${config}Match Address 127.0.0.0/8\n  PermitRootLogin yes\n`),
  'prohibit-password already': main((config) => `PermitRootLogin prohibit-password\n${config}`),
  'tabs, =, quotes, upper case': main(
    (config) => `\tPERMITROOTLOGIN="yes"\n${config}match\tuser="root"\n\tpermitrootlogin=yes\n`,
  ),
  CRLF: main((config) => config.replaceAll('\n', '\r\n')),
  'no final newline': main((config) => `${config}PermitRootLogin yes`),
  'duplicate keywords': main(
    (config) => `PermitRootLogin yes\nPermitRootLogin no\n${config}PermitRootLogin yes\n`,
  ),
  // What is not allowed within a Match would keep sshd from starting: such a server does not exist.
  'Include in a Match': ({ sshdConfig }) => ({
    sshdConfig: `${without(sshdConfig)}Match User root\n  ${include}`,
    dropIns: { '01-permitrootlogin.conf': 'PermitRootLogin yes\n' },
  }),
};

describe.each(Object.entries(layouts))('C3: on a layout of %s', (_name, layout: Layout) => {
  let server: SshServer;
  let admin: TestKeyPair;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    [admin, keyPair] = await Promise.all([makeKeyPair(), makeKeyPair()]);
    server = await startSshServer({
      rootPassword,
      authorizedKeys: { root: `${admin.publicLine}\n` },
      ...layout,
    });
  });
  afterAll(() => server.stop());

  const write = async ({ sshdConfig, dropIns }: Layout) => {
    await rm(join(server.root, 'etc/ssh/sshd_config.d'), { recursive: true });
    await server.exec('mkdir -m 755 /etc/ssh/sshd_config.d');
    await server.writeFile('/etc/ssh/sshd_config', sshdConfig);
    for (const [name, text] of Object.entries(dropIns)) {
      await server.writeFile(`/etc/ssh/sshd_config.d/${name}`, text);
    }
    await server.reload();
  };
  const effective = async () => {
    const spec = 'user=root,host=x,addr=127.0.0.1';
    return (await server.exec(`sshd -T -C ${spec} | sed -n 's/^permitrootlogin //p'`)).stdout.trim();
  };

  it.each(Object.entries(variants))(
    'and %s: root’s password is refused, or all is as before',
    async (_variant, change) => {
      await write(change(layout));
      const before = await snapshot(server, '/etc/ssh');
      const target = await withKey(server, admin);
      const error = await provider
        .bind(target, { keyPair, formerKeyPair: null, effect: 'reload' }, watch())
        .then(
          () => null,
          (reason: unknown) => reason,
        );
      if (error === null) {
        expect(['prohibit-password', 'without-password', 'no']).toContain(await effective());
      } else {
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe('sshd-config-not-effective');
        expect(await snapshot(server, '/etc/ssh')).toEqual(before);
      }
      expect(await opensByKey(server, admin.privateKey)).toBe(true);
      expect((await server.exec('ls /run | grep latchkey')).stdout).toBe('');
    },
  );
});

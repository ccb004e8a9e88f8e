import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSshProvider } from '../../../../electron/providers/ssh/ssh-provider.ts';
import type { ProveLogon } from '../../../../electron/ssh/session.ts';
import { startSshServer, type SshServer } from '../../../support/sshd/ssh-server.ts';
import { errorOf } from '../../../support/sshd/target.ts';
import {
  makeKeyPair,
  parts,
  provider,
  rootPassword,
  snapshot,
  watch,
  withPassword,
  type TestKeyPair,
} from './action.ts';
import { opensByKey, opensByPassword } from './openssh.ts';

const script = join(import.meta.dirname, '../../../support/sshd/superserver.pl');

describe('a server whose sshd is started for each connection', () => {
  let server: SshServer;
  let keyPair: TestKeyPair;
  beforeAll(async () => {
    keyPair = await makeKeyPair();
  });
  afterEach(() => server.stop());

  const start = async () => {
    server = await startSshServer({ rootPassword, systemd: true });
    await server.stopSshd();
    await server.writeFile('/usr/local/sbin/superserver', await readFile(script));
    const { code } = await server.exec(
      `perl /usr/local/sbin/superserver ${server.host} ${String(server.port)}`,
    );
    expect(code).toBe(0);
    // The service does not run. One that begins to listen stops the socket, and need not listen in the same place.
    const started = ': >/run/machine/started; pkill -f superserver';
    await server.writeFile(
      '/usr/local/sbin/systemctl',
      `#!/bin/sh\ncase $1 in start) ${started} ;; *) exit 5 ;; esac\n`,
    );
  };
  const wasStarted = async () => (await server.exec('ls /run/machine')).stdout.includes('started');
  const change = () => ({ keyPair, formerKeyPair: null, effect: 'reload' }) as const;

  it('is bound without a service being started in its place', async () => {
    await start();
    const outcome = await provider.bind(await withPassword(server), change(), watch());
    expect(outcome).toEqual({ passwordLogon: 'disabled', proven: true, pending: false });
    expect(await wasStarted()).toBe(false);
    expect(await opensByKey(server, keyPair.privateKey)).toBe(true);
    expect(await opensByPassword(server, rootPassword)).toBe(false);
    const { passwordLogon } = await provider.probe(
      await withPassword(server, { credentials: [{ kind: 'private-key', privateKey: keyPair.privateKey }] }),
      watch(),
    );
    expect(passwordLogon).toBe('disabled');
  });

  it('C6: is as before where the bind fails, with nothing started either', async () => {
    await start();
    const before = await snapshot(server, '/etc/ssh');
    let proofs = 0;
    const failing: ProveLogon = async (...args) => (await parts.proveLogon(...args)) && ++proofs < 2;
    const bound = createSshProvider({ ...parts, proveLogon: failing }).bind(
      await withPassword(server),
      change(),
      watch(),
    );
    expect(await errorOf(bound)).toEqual({
      code: 'proof-failed',
      details: { step: 'prove-again', rolledBack: true },
    });
    expect(await wasStarted()).toBe(false);
    expect(await snapshot(server, '/etc/ssh')).toEqual(before);
    expect(await opensByPassword(server, rootPassword)).toBe(true);
  });
});

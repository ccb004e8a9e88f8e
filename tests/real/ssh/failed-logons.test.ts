import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { withBudget } from '../../../electron/ssh/budgeted-logons.ts';
import { LogonBudget } from '../../../electron/ssh/logon-budget.ts';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { proveLogon } from '../../../electron/ssh/prove-logon.ts';
import { debianSshdConfig } from '../../support/sshd/sshd-config.ts';
import { startSshAgent } from '../../support/sshd/ssh-agent.ts';
import { startSshServer } from '../../support/sshd/ssh-server.ts';
import { byPassword, codeOf, makeKey, targetOf } from '../../support/sshd/target.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('T6: the server sees no more than two failed logons, whatever is tried within the minute', async () => {
  const server = await startSshServer({ rootPassword: 'secret' });
  const logons = withBudget(new LogonBudget(), { openSession, proveLogon });
  const { credential: key } = await makeKey();
  const { signal } = new AbortController();
  try {
    const target = await targetOf(server, 'wrong', { credentials: [key, byPassword('wrong'), key] });
    const codes = [
      await codeOf(logons.openSession(target, signal)),
      await codeOf(logons.openSession(target, signal)),
      await codeOf(logons.proveLogon(target, key, AbortSignal.timeout(500))),
    ];
    expect(codes).toEqual(['logon-attempts-spent', 'logon-attempts-spent', 'cancelled']);
    expect(server.log().match(/^.*Failed (?:password|publickey).*$/gm)).toHaveLength(2);
  } finally {
    await server.stop();
  }
});

it('T6: each key of an agent counts, and the right one is found in the end', async () => {
  const [wrong, worse, right] = await Promise.all([makeKey(), makeKey(), makeKey()]);
  const server = await startSshServer({ authorizedKeys: { root: right.publicLine } });
  const agent = await startSshAgent();
  vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
  let now = 1000;
  const logons = withBudget(new LogonBudget(() => now), { openSession, proveLogon });
  const { signal } = new AbortController();
  const failures = () => server.log().match(/^Failed publickey/gm)?.length ?? 0;
  try {
    for (const key of [wrong, worse, right]) await agent.add(key);
    const target = await targetOf(server, { kind: 'agent' });
    expect(await codeOf(logons.openSession(target, signal))).toBe('logon-attempts-spent');
    expect(failures()).toBe(2);
    now += 61_000;
    await (await logons.openSession(target, signal)).close();
    expect(await logons.proveLogon(target, { kind: 'agent' }, signal)).toBe(true);
    expect(failures()).toBe(2);
  } finally {
    await agent.stop();
    await server.stop();
  }
});

it('a server that is too busy to greet is asked again', async () => {
  const sshdConfig = `MaxStartups 1\n${debianSshdConfig('yes')}`;
  const server = await startSshServer({ rootPassword: 'secret', sshdConfig });
  const occupant = connect({ host: server.host, port: server.port });
  try {
    await new Promise((resolve) => occupant.once('data', resolve));
    const opened = openSession(await targetOf(server, 'secret'), new AbortController().signal);
    while (!/drop connection #\d+/.test(server.log())) await sleep(10);
    occupant.destroy();
    await (await opened).close();
  } finally {
    occupant.destroy();
    await server.stop();
  }
});

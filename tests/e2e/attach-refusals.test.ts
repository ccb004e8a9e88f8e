import { opensByKey, opensByPassword } from '../real/providers/ssh/openssh.ts';
import type { SshServer } from '../support/sshd/ssh-server.ts';
import { makeKey } from '../support/sshd/target.ts';
import { byPassword } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

/** Everything that Latchkey may change on a machine. */
async function changeable(server: SshServer): Promise<string> {
  const { stdout } = await server.exec(
    'cd /; ls -lR --time-style=full-iso etc/ssh root/.ssh home 2>&1; cat etc/ssh/sshd_config etc/ssh/sshd_config.d/* root/.ssh/* 2>&1',
  );
  return stdout;
}

test('rule 6: servers that can’t be chosen are shown, disabled, with the reason', async ({
  ui,
  given,
  startServer,
}) => {
  const production = await given.createKeyPair('production');
  const [web, slow] = [
    await startServer({ rootPassword }),
    await startServer({ rootPassword, downTimeMs: 5000 }),
  ];
  await given.bind(production, await given.addServer(web, 'bound', byPassword(rootPassword)));
  const starting = await given.addServer(slow, 'starting', byPassword(rootPassword));
  const restart = await given.call('servers:take-effect', {
    serverIds: [starting.id],
    effect: 'restart',
    secrets: [],
  });
  await expect.poll(async () => (await given.server('starting')).status).toBe('starting');
  const off = await startServer({ rootPassword });
  await off.powerOff();
  await given.addServer(off, 'stopped', byPassword(rootPassword), { evenIfUnreachable: true });

  await ui.choose('production', 'Attach Server');
  const option = (name: string) => ui.dialog.getByRole('option', { name: new RegExp(`^${name}`) });
  await expect(option('stopped')).not.toHaveAttribute('aria-disabled');
  await expect(option('stopped')).toContainText('Stopped');
  for (const [name, reason] of [
    ['bound', 'This key pair is already bound to it.'],
    ['starting', 'It is starting. Wait until it is Running.'],
  ] as const) {
    await expect(option(name)).toHaveAttribute('aria-disabled', 'true');
    await expect(option(name)).toContainText(reason);
    await option(name).click({ force: true });
    await expect(option(name)).toHaveAttribute('aria-selected', 'false');
    await option(name).dblclick({ force: true });
  }
  await expect(ui.button('Confirm')).toBeDisabled();
  const { results } = await given.finished(await given.startBind(production, starting));
  expect(results[0]?.error?.code).toMatch(/^server-(not-selectable|busy)$/);
  await given.finished(restart);
});

test('a stopped server is pending, and gets the key pair by itself when it is up again', async ({
  ui,
  given,
  startServer,
}) => {
  test.slow();
  await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  const { id: serverId } = await given.addServer(web, 'web-1', byPassword(rootPassword));
  await web.powerOff();
  await given.call('servers:refresh', { serverId });
  await ui.attach('production', ['web-1'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Pending');
  await expect(ui.dialog).toContainText('The server is stopped.');
  await ui.close();
  await ui.show('Servers');
  await expect(ui.cell('web-1', 'Status')).toHaveText('Stopped');
  await expect(ui.cell('web-1', 'Pending')).toHaveText('Attach');
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('None');

  await web.powerOn();
  await expect(ui.cell('web-1', 'Key pair')).toHaveText('production', { timeout: 90_000 });
  await expect(ui.cell('web-1', 'Pending')).toHaveText('');
  expect(await opensByPassword(web, rootPassword)).toBe(false);
});

test('C11: an account without sudo is refused with words, and nothing is changed', async ({
  ui,
  given,
  startServer,
}) => {
  await given.createKeyPair('production');
  const web = await startServer({ users: [{ name: 'anna', password: 'annas', sudo: 'none' }] });
  await given.addServer(web, 'web-1', byPassword('annas'), { user: 'anna' });
  const before = await changeable(web);
  await ui.attach('production', ['web-1'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText('may not use sudo on this server.');
  await expect(ui.dialog).toContainText(
    'Log on as root, or let an administrator give this account sudo rights.',
  );
  expect(await changeable(web)).toBe(before);
  expect(await given.server('web-1')).toMatchObject({ boundKeyPairId: null, pending: null });
});

test('sudo’s password is asked for where it is another one, and used', async ({ ui, given, startServer }) => {
  await given.createKeyPair('production');
  const key = await given.createKeyPair('annas-key');
  const web = await startServer({
    users: [{ name: 'anna', password: 'annas', sudo: 'password' }],
    authorizedKeys: { anna: `${key.publicKey.line}\n` },
  });
  await given.addServer(web, 'web-1', { kind: 'key-pair', keyPairId: key.id }, { user: 'anna' });
  await ui.attach('production', ['web-1'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText('sudo on this server asks for the password of');
  const password = ui.dialog.getByRole('textbox', { name: 'sudo password of anna on web-1' });
  await password.fill('annas');
  await ui.button('Try Again on 1 server').click();
  await expect(ui.dialog).toContainText('The key pair is bound, and a logon with it was proven.');
});

test('rule 12: each server has its own result, and the failed one alone is tried again', async ({
  ui,
  given,
  startServer,
}) => {
  await given.createKeyPair('production');
  const [good, bad] = [await startServer({ rootPassword }), await startServer({ rootPassword })];
  await given.addServer(good, 'good', byPassword(rootPassword));
  await given.addServer(bad, 'bad', byPassword(rootPassword));
  // With a home that others may write to, sshd takes no key.
  await bad.exec('chmod 777 /root');
  await ui.attach('production', ['good', 'bad'], 'Reload SSH Service');
  expect(await ui.jobResult('good')).toBe('Done');
  expect(await ui.jobResult('bad')).toBe('Failed');
  await expect(ui.dialog).toContainText('1 server done, 1 server failed');
  await expect(ui.dialog).toContainText('A logon with this key pair, and nothing else, was refused');
  await expect(ui.dialog).toContainText('Stopped at: Proving a logon with the key pair');
  expect(await given.server('bad')).toMatchObject({ boundKeyPairId: null, passwordLogon: 'enabled' });
  const logOfGood = good.log();

  await bad.exec('chmod 700 /root');
  await ui.button('Try Again on 1 server').click();
  await expect.poll(() => ui.jobResult('bad')).toBe('Done');
  expect(await ui.jobResult('good')).toBe('Done');
  await ui.close();
  await expect(ui.cell('production', 'Servers')).toHaveText(/^2\b/);
  expect(good.log()).toBe(logOfGood);
});

test('a server that is gone in mid-bind is an error, and nothing is half-reported', async ({
  ui,
  given,
  startServer,
}) => {
  test.slow();
  await given.createKeyPair('production');
  const web = await startServer({ rootPassword });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  // The plug is pulled at the moment at which the line is there.
  const pulled = (async () => {
    await expect
      .poll(() => web.readFile('/root/.ssh/authorized_keys').catch(() => ''), { intervals: [5] })
      .not.toHaveLength(0);
    await web.powerOff();
  })();
  await ui.attach('production', ['web-1'], 'Reload SSH Service');
  await pulled;
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText(
    /The connection to .* broke off\.|does not answer|could not put everything back/,
  );
  expect(await given.server('web-1')).toMatchObject({ boundKeyPairId: null, pending: null });
  await web.powerOn();
  expect(await opensByPassword(web, rootPassword)).toBe(true);
  await ui.button('Try Again on 1 server').click();
  await expect.poll(() => ui.jobResult('web-1'), { timeout: 60_000 }).toBe('Done');
  await ui.close();
  await expect(ui.cell('production', 'Servers')).toHaveText(/^1\b/);
  const lines = (await web.readFile('/root/.ssh/authorized_keys')).toString();
  expect(lines.match(/ssh-ed25519/g)).toHaveLength(1);
});

test('a foreign line with restrictions for the same key is reported, not bound', async ({
  ui,
  given,
  startServer,
}) => {
  const key = await makeKey();
  await given.importPublicKey('laptop', key.publicLine);
  const restricted = `command="echo no" ${key.publicLine}`;
  const web = await startServer({ rootPassword, authorizedKeys: { root: restricted } });
  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await ui.attach('laptop', ['web-1'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Failed');
  await expect(ui.dialog).toContainText('but with restrictions, such as a forced command');
  expect((await web.readFile('/root/.ssh/authorized_keys')).toString()).toBe(restricted);
  expect(await opensByKey(web, key.privateKey)).toBe(false);
  expect((await given.server('web-1')).boundKeyPairId).toBeNull();
});

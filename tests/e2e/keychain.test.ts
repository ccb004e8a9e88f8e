import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { KeyringState } from '../support/keyring/keyring.ts';
import { VaultProcess } from '../support/keyring/vault-process.ts';
import { startApplication, type Application, type StartOptions } from './support/application.ts';
import { ConsolePage } from './support/console-page.ts';
import { addressOf, byPassword, Given } from './support/given.ts';
import { expect, test } from './support/test.ts';

const rootPassword = 'correct horse battery staple';

async function start(options: StartOptions, atEnd: (clear: () => Promise<unknown>) => void) {
  const application = await startApplication(options);
  atEnd(() => application.stop());
  const page = () => application.page;
  return { application, ui: () => new ConsolePage(page()), given: () => new Given(page()) };
}

async function expectCreateRefused(ui: ConsolePage, words: string): Promise<void> {
  await ui.openCreate('second');
  await ui.button('Confirm').click();
  await expect(ui.dialog.getByRole('alert')).toContainText(words, { timeout: 30_000 });
  await ui.button('Cancel').click();
}

test('K3: a keyring that is locked at start: the notice says so, the rows stay, and after the unlock the same key works', async ({
  atEnd,
  startServer,
}) => {
  test.slow();
  const { application, ui, given } = await start({}, atEnd);
  const { keyring, folders } = application;
  const web = await startServer({ rootPassword });
  const production = await given().createKeyPair('production');
  const server = await given().addServer(web, 'web-1', byPassword(rootPassword));
  await keyring.restart();
  await application.restart();

  const notice = application.page.getByRole('main').getByText(/^The keychain is locked\./);
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await expect(ui().cell('production', 'Private key')).toContainText('In keychain');

  await test.step('creating, binding, adding with a password and deleting are refused', async () => {
    await expectCreateRefused(ui(), 'This computer’s keychain is locked');
    await ui().attach('production', ['web-1'], 'Reload SSH Service');
    expect(await ui().jobResult('web-1')).toBe('Failed');
    await expect(ui().dialog).toContainText('This computer’s keychain is locked');
    await ui().close();
    const request = { keyPairId: production.id };
    expect(await given().codeOf('key-pairs:delete', request)).toBe('keychain-locked');
    expect(web.log().match(/Accepted/g)).toHaveLength(1);
    expect((await given().keyPairs()).map(({ name }) => name)).toEqual(['production']);
    expect(await readdir(folders.downloads)).toEqual(['production.pem']);
  });

  await test.step('after the unlock everything works, without a restart', async () => {
    await keyring.unlock();
    await given().bind(production, await given().server(server.name));
    expect((await given().server('web-1')).passwordLogon).toBe('disabled');
    await ui().createKeyPair('second');
  });
});

const absent: readonly { readonly state: KeyringState; readonly words: string }[] = [
  { state: 'no-bus', words: 'Latchkey found no keychain on this computer' },
  { state: 'no-service', words: 'Latchkey found no keychain on this computer' },
  { state: 'no-default-collection', words: 'Latchkey found no keychain on this computer' },
];

for (const { state, words } of absent)
  test(`K6: with no keychain (${state}) nothing is created, and the words say what to do`, async ({
    atEnd,
    startServer,
  }) => {
    const { application, ui, given } = await start({ keyring: state }, atEnd);
    await expectCreateRefused(ui(), words);
    expect(await given().keyPairs()).toEqual([]);
    expect(await readdir(application.folders.downloads)).toEqual([]);
    await expect(application.page.getByText('No key pairs yet')).toBeVisible();

    // A password can't be kept; a server whose password is asked for each time can be added.
    const web = await startServer({ rootPassword });
    await ui().openAddServer({ name: 'web-1', ...addressOf(web), password: rootPassword });
    await ui().button('Add Server').click();
    await ui().button('It Matches, Continue').click();
    await expect(ui().dialog.getByRole('alert')).toContainText(words);
    expect(await given().servers()).toEqual([]);
    await ui().dialog.getByRole('checkbox', { name: 'Keep the password in the keychain' }).click();
    await ui().button('Add Server').click();
    await expect(ui().cell('web-1', 'Status')).toContainText('Running');
  });

test('K6: a keychain that is gone at the next start: the notice says so, and the rows stay', async ({
  atEnd,
}) => {
  const { application, ui, given } = await start({}, atEnd);
  await given().createKeyPair('production');
  await application.keyring.stop();
  await application.restart();
  const notice = application.page.getByRole('main').getByText('There is no keychain on this computer.');
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await expect(ui().cell('production', 'Private key')).toContainText('In keychain');
});

test('K5: a keyring that asks: the window goes on meanwhile, and after the answer the key pair is there', async ({
  atEnd,
}) => {
  test.slow();
  const { application, ui, given } = await start({ keyring: 'prompting' }, atEnd);
  await ui().openCreate('production');
  await ui().button('Confirm').click();
  // A desktop under load may not bring its dialog up in time; the words then say to try again.
  await expect(async () => {
    if (await ui().dialog.getByText('keychain is locked').isVisible()) await ui().button('Confirm').click();
    expect(await application.keyring.isPrompting()).toBe(true);
  }).toPass({ timeout: 60_000, intervals: [500] });
  // The page is alive meanwhile.
  expect((await given().region()).name).toBe('My servers');
  await application.keyring.answerPrompt();
  await expect(ui().dialog.getByText('The private key was saved')).toBeVisible({ timeout: 30_000 });
});

/** Those that have ended among them, for as long as the main process has not heard of it. */
async function childrenOf({ electron }: Application): Promise<readonly string[]> {
  const main = String(electron.process().pid);
  return (await readFile(`/proc/${main}/task/${main}/children`, 'utf8')).trim().split(' ');
}

/** The process that asks the keychain. */
async function keychainPid(application: Application): Promise<number> {
  for (const pid of await childrenOf(application)) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes('keychain.cjs')) return Number(pid);
  }
  throw new Error('the keychain has no process');
}

test('K5: the keychain’s process is killed, and its service restarted: the next action works', async ({
  atEnd,
}) => {
  test.slow();
  const { application, ui, given } = await start({}, atEnd);
  await given().createKeyPair('first');
  const pid = await keychainPid(application);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => childrenOf(application)).not.toContain(String(pid));
  await given().createKeyPair('second');
  expect(await keychainPid(application)).not.toBe(pid);
  await application.keyring.restart();
  await application.keyring.unlock();
  await ui().createKeyPair('third');
  expect((await given().keyPairs()).map(({ name }) => name)).toEqual(['first', 'second', 'third']);
});

test('K5: quitting while a keyring asks is immediate, and leaves no process behind', async ({ atEnd }) => {
  test.slow();
  const { application, ui } = await start({ keyring: 'prompting' }, atEnd);
  await ui().openCreate('production');
  await ui().button('Confirm').click();
  await expect.poll(() => application.keyring.isPrompting(), { timeout: 20_000 }).toBe(true);
  const pid = await keychainPid(application);
  const main = application.electron.process();
  const exited = once(main, 'exit');
  const asked = Date.now();
  await application.electron.evaluate(({ app }) => void setTimeout(() => app.quit()));
  expect(await exited).toEqual([0, null]);
  // The caller of the keychain would have waited for 20 seconds, and the prompt for ever.
  expect(Date.now() - asked).toBeLessThan(10_000);
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});

const checks: readonly { readonly state: KeyringState; readonly words: RegExp }[] = [
  { state: 'unlocked', words: /^The keychain keeps what it is given\.$/ },
  { state: 'locked', words: /^The keychain is locked\. Unlock your keyring .* Then check again\.$/ },
  {
    state: 'no-service',
    words: /^There is no keychain on this computer\. Install and start a Secret Service/,
  },
  { state: 'prompting', words: /^The keychain did not answer in time\. Its window may be waiting for you/ },
];

for (const { state, words } of checks)
  test(`K3, K5, K6: Check Keychain tells of a keyring that is ${state}, and what to do`, async ({
    atEnd,
  }) => {
    test.slow();
    const { application } = await start({ keyring: state }, atEnd);
    const { page } = application;
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await expect(
      page.getByText('in this computer’s keychain (Secret Service) and nowhere else'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Check Keychain' }).click();
    await expect(page.getByRole('main').getByText(words)).toBeVisible({ timeout: 45_000 });
  });

test('a key pair whose keychain entry was removed is named at start', async ({ atEnd }) => {
  const { application, ui, given } = await start({}, atEnd);
  const { id } = await given().createKeyPair('production');
  const vault = new VaultProcess(application.keyring.env);
  await vault.remove({ kind: 'private-key', keyPairId: id });
  await vault.kill();
  await application.restart();
  const notice = application.page
    .getByRole('main')
    .getByText(/^The keychain has no private key for production/);
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await expect(ui().row('production')).toBeVisible();
});

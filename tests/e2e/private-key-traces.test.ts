import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VaultProcess } from '../support/keyring/vault-process.ts';
import { makeKey } from '../support/sshd/target.ts';
import { startApplication, type Application } from './support/application.ts';
import { saidToThePage } from './support/canary.ts';
import { ConsolePage } from './support/console-page.ts';
import { byPassword, Given } from './support/given.ts';
import { KeyTraces } from './support/key-traces.ts';
import { answerOpenDialog, answerSaveDialog } from './support/native-dialogs.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);
const rootPassword = 'correct horse battery staple';

/** Each way in which a private key could be written down is found, or the search proves nothing. */
async function expectToFindItself(traces: KeyTraces, pem: string, folder: string): Promise<void> {
  const body = pem.replaceAll(/-----.*-----|\s/g, '');
  const der = Buffer.from(body, 'base64');
  for (const form of [
    pem,
    JSON.stringify({ deep: [JSON.stringify({ pem })] }),
    body,
    Buffer.concat([Buffer.of(1), der]).toString('base64'),
    der,
    der.toString('hex'),
  ])
    expect(traces.isIn(Buffer.from(form))).toBe(true);
  const file = join(folder, 'a trace');
  await writeFile(file, der);
  const child = spawn('sleep', ['60'], { env: { PATH: process.env['PATH'], KEY: pem } });
  await expect.poll(() => traces.find(), { timeout: 20_000 }).toEqual([file, `${String(child.pid)} environ`]);
  child.kill();
  await once(child, 'exit');
  await rm(file);
}

/** The application's own process, and the one that asks the keychain. */
async function processesWithKeys({ electron }: Application): Promise<string[]> {
  const main = String(electron.process().pid);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const isKeychain = async (pid: string) => {
    const [stat, commandLine] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return parent === main && commandLine?.includes('keychain.cjs') === true;
  };
  const found: string[] = [];
  for (const pid of pids) if (await isKeychain(pid)) found.push(pid);
  return [main, ...found];
}

test('K1, K2: private keys leave no trace but the files that were asked for, whatever is done with them', async ({
  startServer,
  atEnd,
}) => {
  test.setTimeout(300_000);
  const outside = await mkdtemp(join(tmpdir(), 'latchkey-traces-'));
  const ipcLog = join(outside, 'ipc.log');
  atEnd(() => rm(outside, { recursive: true }));
  const application = await startApplication({ env: { LATCHKEY_STANDIN_IPC_LOG: ipcLog } });
  atEnd(() => application.stop());
  const { folders, keyring, page } = application;
  const ui = new ConsolePage(page);
  const given = new Given(page);
  await ui.isReady();
  const control = join(outside, 'control');
  await mkdir(control);
  const [web, refusing] = await Promise.all([startServer({ rootPassword }), startServer({ rootPassword })]);
  const traces = new KeyTraces([folders.all, keyring.folder, web.root, refusing.root, control]);
  atEnd(() => traces.stop());
  const nowhere = (flow: string) =>
    test.step(flow, async () => {
      expect(await traces.find()).toEqual([]);
      expect(traces.isIn(await readFile(ipcLog))).toBe(false);
      expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('PRIVATE KEY');
    });

  await given.addServer(web, 'web-1', byPassword(rootPassword));
  await given.addServer(refusing, 'web-2', byPassword(rootPassword));
  // With a home that others may write to, sshd takes no key: this binding fails.
  await refusing.exec('chmod 777 /root');

  await ui.openCreate('production');
  await ui.button('Confirm').click();
  await ui.dialog.getByText('The private key was saved').waitFor();
  await ui.close();
  const pemPath = join(folders.downloads, 'production.pem');
  const pem = await readFile(pemPath, 'utf8');
  traces.add(pem);
  expect(await traces.find()).toEqual([pemPath]);
  traces.allow(pemPath);
  await expectToFindItself(traces, pem, control);
  // A process that has had it in its environment is remembered: the search goes on without its memory.
  traces.forgetProcesses();
  await nowhere('create');

  const laptop = await makeKey('ed25519');
  const keyFile = join(folders.home, 'id_laptop');
  await writeFile(keyFile, laptop.privateKey, { mode: 0o600 });
  traces.add(laptop.privateKey);
  expect(await traces.find()).toEqual([keyFile]);
  traces.allow(keyFile);
  await given.importPublicKey('laptop', laptop.publicLine);
  await nowhere('import');
  await web.exec(`mkdir -p /root/.ssh && echo '${laptop.publicLine.trim()}' >> /root/.ssh/authorized_keys`);
  await given.call('servers:remove', { serverId: (await given.server('web-1')).id });
  await given.addServer(web, 'web-1', { kind: 'key-file', path: keyFile, keep: false });
  await nowhere('log on with a key file');

  await ui.attach('production', ['web-1', 'web-2'], 'Reload SSH Service');
  expect(await ui.jobResult('web-1')).toBe('Done');
  expect(await ui.jobResult('web-2')).toBe('Failed');
  await ui.close();
  await nowhere('bind, and fail to bind');

  const { id: serverId } = await given.server('web-1');
  const verified = await given.finished(await given.call('servers:verify-logon', { serverId }));
  expect(verified.results).toMatchObject([{ state: 'succeeded' }]);
  const inspecting = await given.call('servers:inspect', { serverIds: [serverId], secrets: [] });
  expect((await given.finished(inspecting)).results).toMatchObject([{ state: 'succeeded' }]);
  expect((await given.call('authorized-keys:list', { serverId })).keys).toHaveLength(2);
  await nowhere('verify, check, list the authorized keys');
  const { id: keyPairId } = await given.keyPair('production');
  const blocks = { subject: { kind: 'key-pair', keyPairId }, remove: false } as const;
  const { token } = await given.call('ssh-config:plan', blocks);
  await given.call('ssh-config:apply', { ...blocks, token });
  await answerSaveDialog(application, join(folders.home, 'activity.jsonl'));
  const filter = { kind: null, outcome: null, text: '' };
  expect((await given.call('activity:export', { format: 'jsonl', filter })).count).toBeGreaterThan(5);
  await given.call('settings:copy-diagnostics', {});
  const copied = await application.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('"keychain": "working"');
  expect(traces.isIn(Buffer.from(copied))).toBe(false);
  await nowhere('write for ssh, export the activity, copy the diagnostics');
  const enabling = await given.call('servers:enable-password-logon', { serverId, effect: 'reload' });
  expect((await given.finished(enabling)).results).toMatchObject([{ state: 'succeeded' }]);
  await nowhere('re-enable password logon');
  const unbound = await given.unbind(await given.keyPair('production'), { id: serverId });
  expect(unbound.results).toMatchObject([{ state: 'succeeded' }]);
  await nowhere('unbind');

  // Root may write into any folder, so the folder is none.
  await rm(folders.downloads, { recursive: true });
  await writeFile(folders.downloads, '');
  const second = await given.createKeyPair('second');
  const vault = new VaultProcess(keyring.env);
  traces.add(await vault.read({ kind: 'private-key', keyPairId: second.id }));
  await vault.kill();
  await nowhere('create, and fail to save');
  await answerSaveDialog(application, null);
  expect(await given.codeOf('key-pairs:download', { keyPairId: second.id })).toBe('download-cancelled');
  await nowhere('cancel the download');
  const saved = join(folders.home, 'second.pem');
  await answerSaveDialog(application, saved);
  await given.call('key-pairs:download', { keyPairId: second.id });
  expect(await traces.find()).toEqual([saved]);
  traces.allow(saved);
  await nowhere('download');
  for (const { id } of [second, await given.keyPair('production')])
    await given.call('key-pairs:delete', { keyPairId: id });
  await nowhere('delete');

  const processes = await processesWithKeys(application);
  expect(processes).toHaveLength(2);
  for (const pid of processes)
    expect((await readFile(`/proc/${pid}/coredump_filter`, 'utf8')).trim()).toBe('00000000');
  const said = await readFile(ipcLog, 'utf8');
  for (const word of ['key-pairs:create', 'servers:bind', 'jobs:changed', 'key-pairs:download'])
    expect(said).toContain(word);
  expect(traces.isIn(Buffer.from(web.log() + refusing.log()))).toBe(false);
  await application.electron.close();
  expect(await traces.find()).toEqual([]);
});

test('K1, K2: of an imported private key and its passphrase nothing is left but what the keychain holds', async ({
  atEnd,
}) => {
  test.setTimeout(300_000);
  const outside = await mkdtemp(join(tmpdir(), 'latchkey-traces-'));
  const ipcLog = join(outside, 'ipc.log');
  atEnd(() => rm(outside, { recursive: true }));
  const passphrase = `canary ${randomBytes(20).toString('base64')}`;
  const [{ privateKey, publicLine }, keyFile] = [await makeKey('ed25519'), join(outside, 'id_laptop')];
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  await run('ssh-keygen', ['-q', '-p', '-N', passphrase, '-f', keyFile]);
  const application = await startApplication({ env: { LATCHKEY_STANDIN_IPC_LOG: ipcLog } });
  atEnd(() => application.stop());
  const { folders, keyring, page } = application;
  const [ui, given] = [new ConsolePage(page), new Given(page)];
  await ui.isReady();
  const control = join(outside, 'control');
  await mkdir(control);
  const traces = new KeyTraces([folders.all, keyring.folder, control]);
  atEnd(() => traces.stop());
  traces.add(privateKey);
  traces.addPassphrase(passphrase);
  await writeFile(join(control, 'a trace'), JSON.stringify({ passphrase }));
  expect(await traces.find()).toEqual([join(control, 'a trace')]);
  await rm(join(control, 'a trace'));
  const nowhere = (flow: string) =>
    test.step(flow, async () => {
      expect(await traces.find()).toEqual([]);
      expect(traces.isIn(saidToThePage(await readFile(ipcLog, 'utf8')))).toBe(false);
      expect(traces.isIn(Buffer.from(await page.content()))).toBe(false);
    });

  await answerOpenDialog(application, keyFile);
  await ui.openCreate('laptop');
  await ui.dialog.getByRole('radio', { name: 'Import Key Pair' }).click();
  await ui.button('Choose File…').click();
  await ui.dialog.getByLabel('Passphrase', { exact: true }).fill('not this one');
  await ui.button('Open').click();
  await ui.dialog.getByText('This passphrase does not open the private key').waitFor();
  await ui.dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await ui.button('Open').click();
  await ui.dialog.getByText('This is a private key', { exact: true }).waitFor();
  await nowhere('open');
  await ui.dialog.getByRole('checkbox', { name: 'Keep the passphrase in the keychain' }).click();
  await ui.button('Confirm').click();
  await expect(page.getByRole('dialog', { name: 'Key pair imported' })).toBeVisible();
  await ui.close();
  await nowhere('import');
  const { id: keyPairId } = await given.keyPair('laptop');
  const vault = new VaultProcess(keyring.env);
  expect(await vault.read({ kind: 'private-key-passphrase', keyPairId })).toBe(passphrase);

  const saved = join(folders.home, 'laptop');
  await answerSaveDialog(application, saved);
  await ui.row('laptop').getByRole('button', { name: 'Download…' }).click();
  await expect(ui.dialog.getByRole('checkbox', { name: 'Use the original passphrase' })).toBeChecked();
  await ui.button('Save…').click();
  // bcrypt takes its time on a busy machine.
  await expect(page.getByText(`The private key was saved as ${saved}`)).toBeVisible({ timeout: 60_000 });
  await nowhere('download, encrypted');
  expect(await vault.has({ kind: 'private-key-passphrase', keyPairId })).toBe(false);
  await vault.kill();
  await given.call('key-pairs:delete', { keyPairId });
  await nowhere('delete');
  const said = await readFile(ipcLog, 'utf8');
  for (const word of ['key-pairs:unlock-key', 'key-pairs:import', 'key-pairs:download'])
    expect(said).toContain(word);
  await application.electron.close();
  expect(await traces.find()).toEqual([]);
  await traces.stop();
  const { stdout } = await run('ssh-keygen', ['-y', '-P', passphrase, '-f', saved]);
  expect(stdout.split(' ').slice(0, 2)).toEqual(publicLine.split(' ').slice(0, 2));
});

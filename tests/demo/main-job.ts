import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { Application } from '../e2e/support/application.ts';
import { ConsolePage } from '../e2e/support/console-page.ts';
import { callFromPage } from '../e2e/support/page-call.ts';
import { VaultProcess } from '../support/keyring/vault-process.ts';
import { opensByKey, opensByPassword } from '../real/providers/ssh/openssh.ts';
import type { SshServer } from '../support/sshd/ssh-server.ts';
import type { ForeignKey } from './foreign-key.ts';
import type { StepReport } from './step-report.ts';

const run = promisify(execFile);
const authorizedKeys = '/root/.ssh/authorized_keys';

interface Parts {
  readonly application: Application;
  readonly server: SshServer;
  readonly foreign: ForeignKey;
  readonly rootPassword: string;
  /** The folder that a picture of every step goes to. */
  readonly screenshots: string;
  readonly report: StepReport;
}

/** The main job, step by step, each checked from outside. */
export class MainJob {
  readonly #parts: Parts;
  readonly #console: ConsolePage;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#console = new ConsolePage(parts.application.page);
    this.#console.page.setDefaultTimeout(30_000);
  }

  async run(): Promise<void> {
    await this.#step('server added, its host key accepted', () => this.#addServer());
    await this.#step('key pair created, .pem there once with mode 0600', () => this.#createKeyPair());
    await this.#step('ssh-keygen -y gives the same public key', () => this.#comparePublicKey());
    await this.#step('key pair bound, SSH service reloaded', () => this.#bind());
    await this.#step('ssh -i logs on', async () => assert.ok(await this.#keyOpens()));
    await this.#step('a password logon for root is refused', async () =>
      assert.ok(!(await this.#passwordOpens())),
    );
    await this.#step('the foreign line still logs on and is byte-identical', async () => {
      const { publicKey } = await this.#keyPair();
      await this.#checkForeignLine(`${publicKey.line}\n`);
    });
    await this.#step('a second download is refused, over IPC as well', () => this.#downloadAgain());
    await this.#step('server edited to log on with a private key file', () => this.#useKeyFile());
    await this.#step('key pair unbound: ssh -i is refused', () => this.#unbind());
    await this.#step('authorized_keys is byte for byte what it was', () => this.#checkForeignLine(''));
    await this.#step('password logon re-enabled: it works', () => this.#enablePasswordLogon());
    await this.#step('key pair deleted: the keychain has no entry left', () => this.#delete());
  }

  async #step(name: string, work: () => Promise<void>): Promise<void> {
    const { report, screenshots } = this.#parts;
    const number = String(report.steps.length + 1).padStart(2, '0');
    const file = `${number}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
    await report.step(name, async () => {
      try {
        await work();
      } finally {
        await this.#console.page.screenshot({ path: join(screenshots, file), animations: 'disabled' });
      }
    });
  }

  async #addServer(): Promise<void> {
    const { server, rootPassword } = this.#parts;
    const fields = { name: 'web-1', host: server.host, port: server.port, password: rootPassword };
    await this.#console.openAddServer(fields);
    await this.#console.button('Add Server').click();
    await this.#console.dialog.getByText(await server.hostKeyFingerprint()).waitFor();
    assert.ok(!server.log().includes('for root'), 'nothing was sent before the host key was accepted');
    await this.#console.button('It Matches, Continue').click();
    await this.#console.row('web-1').getByText('Running').waitFor();
    await this.#console.row('web-1').getByText('Enabled').waitFor();
  }

  async #createKeyPair(): Promise<void> {
    await this.#console.createKeyPair('production');
    await this.#console.dialog.getByText('The private key was saved').waitFor();
    const files = await readdir(this.#downloads);
    assert.deepEqual(files, ['production.pem']);
    assert.equal((await stat(this.#pemPath)).mode & 0o777, 0o600);
    await this.#console.close();
  }

  async #comparePublicKey(): Promise<void> {
    const { stdout } = await run('ssh-keygen', ['-y', '-f', this.#pemPath]);
    const { publicKey } = await this.#keyPair();
    const [type, blob] = publicKey.line.split(' ');
    assert.equal(`${type ?? ''} ${blob ?? ''}`, stdout.trim().split(' ').slice(0, 2).join(' '));
  }

  async #bind(): Promise<void> {
    await this.#console.attach('production', ['web-1'], 'Reload SSH Service');
    assert.equal(await this.#console.jobResult('web-1'), 'Done');
    await this.#console.close();
    await this.#console.show('Servers');
    await this.#console.row('web-1').getByText('Disabled').waitFor();
  }

  /** The file has to be what it was before, and then these lines, and the foreign key has to open the server. */
  async #checkForeignLine(ownLines: string): Promise<void> {
    const { server, foreign } = this.#parts;
    const content = (await server.readFile(authorizedKeys)).toString('latin1');
    assert.equal(content, `# kept by hand\n${foreign.publicLine}${ownLines}`);
    assert.ok(await opensByKey(server, foreign.privateKey));
  }

  async #downloadAgain(): Promise<void> {
    const { page } = this.#console;
    const { id } = await this.#keyPair();
    assert.deepEqual(await callFromPage(page, 'key-pairs:download', { keyPairId: id }), {
      ok: false,
      error: { code: 'download-used', details: { name: 'production' } },
    });
    await this.#console.show('Key Pairs');
    assert.equal(await this.#console.row('production').getByRole('button', { name: 'Download…' }).count(), 0);
    assert.deepEqual(await readdir(this.#downloads), ['production.pem']);
  }

  async #useKeyFile(): Promise<void> {
    const { application, foreign } = this.#parts;
    await application.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, foreign.path);
    await this.#console.show('Servers');
    await this.#console.choose('web-1', 'Edit');
    await this.#console.dialog.getByRole('checkbox', { name: 'Change how Latchkey logs on' }).click();
    await this.#console.dialog.getByRole('radio', { name: /^Private key file/ }).click();
    await this.#console.button('Choose File…').click();
    await this.#console.button('Save').click();
    await this.#console.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async #unbind(): Promise<void> {
    await this.#console.detach('production', ['web-1'], 'Reload SSH Service');
    assert.equal(await this.#console.jobResult('web-1'), 'Done');
    await this.#console.close();
    assert.ok(!(await this.#keyOpens()));
  }

  async #enablePasswordLogon(): Promise<void> {
    await this.#console.show('Servers');
    await this.#console.choose('web-1', 'Re-enable Password Logon');
    await this.#console.button('Re-enable Password Logon').click();
    assert.equal(await this.#console.jobResult('web-1'), 'Done');
    await this.#console.close();
    await this.#console.row('web-1').getByText('Enabled').waitFor();
    assert.ok(await this.#passwordOpens());
  }

  async #delete(): Promise<void> {
    const { id } = await this.#keyPair();
    await this.#console.show('Key Pairs');
    await this.#console.choose('production', 'Delete');
    await this.#console.dialog.getByRole('textbox').fill('production');
    await this.#console.button('Delete').click();
    await this.#console.page.getByText('No key pairs yet').waitFor();
    const vault = new VaultProcess(this.#parts.application.keyring.env);
    try {
      assert.equal(await vault.has({ kind: 'private-key', keyPairId: id }), false);
    } finally {
      await vault.kill();
    }
  }

  get #downloads(): string {
    return this.#parts.application.folders.downloads;
  }

  get #pemPath(): string {
    return join(this.#downloads, 'production.pem');
  }

  async #keyPair(): Promise<KeyPair> {
    const { page } = this.#console;
    const regions = await callFromPage(page, 'regions:list', {});
    assert.ok(regions.ok);
    const [region] = regions.value;
    assert.ok(region);
    const keyPairs = await callFromPage(page, 'key-pairs:list', { regionId: region.id });
    assert.ok(keyPairs.ok);
    const [keyPair] = keyPairs.value;
    assert.ok(keyPair);
    return keyPair;
  }

  async #keyOpens(): Promise<boolean> {
    return opensByKey(this.#parts.server, await readFile(this.#pemPath, 'utf8'));
  }

  #passwordOpens(): Promise<boolean> {
    return opensByPassword(this.#parts.server, this.#parts.rootPassword);
  }
}

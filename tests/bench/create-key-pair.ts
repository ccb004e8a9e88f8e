import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Console } from '../../electron/console/console.ts';
import { KeptSecrets } from '../../electron/console/kept-secrets.ts';
import { privateKeyRef } from '../../electron/console/secret-refs.ts';
import { newKeyPairId } from '../../electron/console/new-key-pair.ts';
import { PreparedKeyPair } from '../../electron/console/prepared-key-pair.ts';
import { stagePrivateKeyFile } from '../../electron/console/private-key-file.ts';
import type { StagedFile } from '../../electron/console/save-file.ts';
import { IsolatedBackend } from '../../electron/keychain/isolated-backend.ts';
import { isKnownOpen } from '../../electron/keychain/known-open.ts';
import { KeytarVault } from '../../electron/keychain/keytar-vault.ts';
import { generateKeyPair, type GeneratedKeyPair } from '../../electron/keys/generate.ts';
import { openStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import { consoleOver } from '../support/console-over.ts';
import { forkUtilityProcess } from '../support/electron-on-chromium/utility-process.ts';
import { startKeyring, type Keyring } from '../support/keyring/keyring.ts';
import { timed } from './comparison.ts';

const keychainEntry = join(import.meta.dirname, '../../electron/keychain/keychain-entry.ts');
const spec = { type: 'rsa', bits: 2048 } as const;

/** From the click to the private key in a real, throw-away keyring and in a flushed `.pem`; without the window. */
export class CreateBench {
  readonly #folder: string;
  readonly #keyring: Keyring;
  readonly #backend: IsolatedBackend;
  readonly #vault: KeytarVault;
  readonly #secrets: KeptSecrets;
  readonly #prepared: PreparedKeyPair;
  readonly #store: Store;
  readonly #console: Console;
  readonly #regionId: RegionId;
  #count = 0;

  private constructor(keyring: Keyring, folder: string) {
    this.#folder = folder;
    this.#keyring = keyring;
    this.#backend = new IsolatedBackend(() => forkUtilityProcess(keychainEntry));
    this.#store = openStore(join(folder, 'data', 'latchkey.db'));
    this.#vault = new KeytarVault({ backend: this.#backend, isOpen: isKnownOpen });
    this.#secrets = new KeptSecrets(this.#store, this.#vault);
    this.#prepared = new PreparedKeyPair(this.#secrets);
    this.#console = consoleOver(this.#store, this.#vault, folder);
    const [region] = this.#console.regions.list();
    if (!region) throw new Error('no region');
    this.#regionId = region.id;
  }

  static async start(): Promise<CreateBench> {
    const keyring = await startKeyring({ state: 'unlocked' });
    // libsecret takes its bus from the environment that its process inherits.
    Object.assign(process.env, keyring.env);
    return new CreateBench(keyring, mkdtempSync(join(tmpdir(), 'latchkey-bench-')));
  }

  create(): Promise<number> {
    return this.#measure(() => generateKeyPair(spec, 'bench'));
  }

  /** The time that is left to wait when the dialog was open for a second, which is less than typing a name takes. */
  async createPrepared(): Promise<number> {
    this.#prepared.prepare(spec);
    this.#vault.wake();
    await setTimeout(1000);
    const path = this.#newPath();
    const started = performance.now();
    const { id, privateKeyPem, isKept } = await this.#prepared.take(spec, 'bench');
    const staging = stagePrivateKeyFile(path, privateKeyPem, false);
    const entry = { ref: privateKeyRef(id), secret: privateKeyPem };
    if (!isKept || !(await this.#secrets.adopt(entry, () => undefined))) throw new Error('not kept');
    await (await staging).place();
    const ms = performance.now() - started;
    await this.#vault.remove(privateKeyRef(id));
    return ms;
  }

  /** The same with all that the application does meanwhile: its rules, the store, the activity. */
  async createInApplication(): Promise<number> {
    const { keyPairs } = this.#console;
    const name = `bench-${this.#count++}`;
    keyPairs.prepare(spec);
    await setTimeout(1000);
    const started = performance.now();
    const { keyPair, download } = await keyPairs.create(this.#regionId, name, spec);
    const ms = performance.now() - started;
    if (!download.saved) throw new Error('not saved');
    await keyPairs.delete(keyPair.id);
    return ms;
  }

  async #measure(keyPair: () => Promise<GeneratedKeyPair>): Promise<number> {
    const ref = privateKeyRef(newKeyPairId());
    const path = this.#newPath();
    const ms = await timed(async () => {
      const { privateKeyPem } = await keyPair();
      const file: { staged?: Promise<StagedFile> } = {};
      await this.#vault.add(ref, privateKeyPem, () => {
        file.staged = stagePrivateKeyFile(path, privateKeyPem, false);
      });
      await (await file.staged)?.place();
    });
    await this.#vault.remove(ref);
    return ms;
  }

  #newPath(): string {
    return join(this.#folder, `${this.#count++}.pem`);
  }

  sshKeygen(): Promise<number> {
    const path = join(this.#folder, `${this.#count++}`);
    return timed(async () => {
      const child = spawn('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', path], {
        stdio: 'ignore',
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error('ssh-keygen failed');
    });
  }

  async stop(): Promise<void> {
    this.#backend.close();
    this.#store.close();
    await this.#keyring.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

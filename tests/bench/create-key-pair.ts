import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savePrivateKeyFile } from '../../electron/console/private-key-file.ts';
import { IsolatedBackend } from '../../electron/keychain/isolated-backend.ts';
import { KeytarVault } from '../../electron/keychain/keytar-vault.ts';
import { generateKeyPair, type GeneratedKeyPair } from '../../electron/keys/generate.ts';
import { PreparedKeyPair } from '../../electron/keys/prepared-key-pair.ts';
import { KeyPairId } from '../../shared/model/ids.ts';
import { forkUtilityProcess } from '../support/electron-on-chromium/utility-process.ts';
import { startKeyring, type Keyring } from '../support/keyring/keyring.ts';
import { timed } from './comparison.ts';

const keychainEntry = join(import.meta.dirname, '../../electron/keychain/keychain-entry.ts');
const spec = { type: 'rsa', bits: 2048 } as const;

/** From the click to the private key in a real, throw-away keyring and in a flushed `.pem`; without the window. */
export class CreateBench {
  readonly #folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  readonly #keyring: Keyring;
  readonly #backend: IsolatedBackend;
  readonly #vault: KeytarVault;
  readonly #prepared = new PreparedKeyPair();
  #count = 0;

  private constructor(keyring: Keyring, backend: IsolatedBackend) {
    this.#keyring = keyring;
    this.#backend = backend;
    this.#vault = new KeytarVault({ backend });
  }

  static async start(): Promise<CreateBench> {
    const keyring = await startKeyring({ state: 'unlocked' });
    // libsecret takes its bus from the environment that its process inherits.
    Object.assign(process.env, keyring.env);
    const backend = new IsolatedBackend(() => forkUtilityProcess(keychainEntry));
    return new CreateBench(keyring, backend);
  }

  create(): Promise<number> {
    return this.#measure(() => generateKeyPair(spec, 'bench'));
  }

  /** The time that is left to wait when the dialog was open for as long as two generations take. */
  async createPrepared(): Promise<number> {
    this.#prepared.prepare(spec);
    for (let generation = 0; generation < 2; generation++) await generateKeyPair(spec, '');
    return this.#measure(() => this.#prepared.take(spec, 'bench'));
  }

  async #measure(keyPair: () => Promise<GeneratedKeyPair>): Promise<number> {
    const ref = { kind: 'private-key', keyPairId: KeyPairId.parse(crypto.randomUUID()) } as const;
    const path = join(this.#folder, `${this.#count++}.pem`);
    const ms = await timed(async () => {
      const { privateKeyPem } = await keyPair();
      await this.#vault.write(ref, privateKeyPem);
      await savePrivateKeyFile(path, privateKeyPem, false);
    });
    await this.#vault.remove(ref);
    return ms;
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
    await this.#keyring.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savePrivateKeyFile } from '../../electron/console/private-key-file.ts';
import type { KeyVault } from '../../electron/keychain/key-vault.ts';
import { generateKeyPair, type GeneratedKeyPair } from '../../electron/keys/generate.ts';
import { PreparedKeyPair } from '../../electron/keys/prepared-key-pair.ts';
import { KeyPairId } from '../../shared/model/ids.ts';
import { startKeyring, type Keyring } from '../support/keyring/keyring.ts';
import { timed } from './comparison.ts';

const spec = { type: 'rsa', bits: 2048 } as const;

/** From the click to the private key in a real, throw-away keyring and in a flushed `.pem`; without the window. */
export class CreateBench {
  readonly #folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  readonly #keyring: Keyring;
  readonly #vault: KeyVault;
  readonly #prepared = new PreparedKeyPair();
  #count = 0;

  private constructor(keyring: Keyring, vault: KeyVault) {
    this.#keyring = keyring;
    this.#vault = vault;
  }

  static async start(): Promise<CreateBench> {
    const keyring = await startKeyring({ state: 'unlocked' });
    // libsecret takes its bus from the environment when it is loaded.
    Object.assign(process.env, keyring.env);
    const { KeytarVault } = await import('../../electron/keychain/keytar-vault.ts');
    return new CreateBench(keyring, new KeytarVault());
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
    await this.#keyring.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

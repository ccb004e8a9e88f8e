import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ForkedKeyProcess } from '../../../electron/keys/file/key-process.ts';
import type { KeyTaskResult } from '../../../electron/keys/file/key-task.ts';
import { IsolatedKeyFiles } from '../../../electron/keys/isolated-key-files.ts';
import { forkUtilityProcess } from '../../support/electron-on-chromium/utility-process.ts';
import { keyVector } from './file/key-vectors.ts';

const { content, passphrase } = keyVector('openssh/default-rounds');
const plain = keyVector('pem/rsa-2048.pem').content;
const usual = { taskMs: 120_000, spareMs: 1000 };
const entry = 'electron/keys/file/key-process-entry.ts';
type Forked = ReturnType<typeof forkUtilityProcess>;

/** Key files in processes as the application has them, and those processes. */
function start(limits = usual) {
  const processes: Forked[] = [];
  const keyFiles = new IsolatedKeyFiles(() => {
    const process = forkUtilityProcess(entry);
    processes.push(process);
    return process;
  }, limits);
  onTestFinished(() => keyFiles.close());
  return { keyFiles, processes };
}

const isAlive = ({ pid }: Forked): boolean => pid !== undefined && existsSync(`/proc/${pid}`);

/** A process that does what it is told to by each task. */
class FakeProcess implements ForkedKeyProcess {
  #tell: (result: KeyTaskResult) => void = () => undefined;
  #die: (code: number) => void = () => undefined;
  readonly #answer: KeyTaskResult | 'dies' | 'hangs';
  hasBeenKilled = false;

  constructor(answer: KeyTaskResult | 'dies' | 'hangs') {
    this.#answer = answer;
  }

  postMessage(): void {
    if (this.#answer === 'dies') queueMicrotask(() => this.die());
    else if (this.#answer !== 'hangs') queueMicrotask(() => this.#tell(this.#answer as KeyTaskResult));
  }

  kill(): boolean {
    this.hasBeenKilled = true;
    return true;
  }

  die(): void {
    this.#die(139);
  }

  on(event: 'message' | 'exit', listener: (value: never) => void): void {
    if (event === 'message') this.#tell = listener as (result: KeyTaskResult) => void;
    else this.#die = listener as (code: number) => void;
  }
}

/** The first process does as the first answer says, and so on. */
function startFakes(answers: readonly (KeyTaskResult | 'dies' | 'hangs')[], limits = usual) {
  const processes: FakeProcess[] = [];
  const keyFiles = new IsolatedKeyFiles(() => {
    const process = new FakeProcess(answers[processes.length] ?? 'hangs');
    processes.push(process);
    return process;
  }, limits);
  onTestFinished(() => keyFiles.close());
  return { keyFiles, processes };
}

describe('a key file that is read in a process of its own', () => {
  test('is read as it is here', async () => {
    const { keyFiles } = start();
    expect(await keyFiles.read(content, passphrase)).toMatchObject({
      kind: 'private',
      key: { publicKey: { algorithm: 'ecdsa-sha2-nistp521', comment: 'ecdsa-521@example' } },
      protection: { cipher: 'aes256-gcm@openssh.com', kdf: 'bcrypt' },
    });
  });

  test('is refused with the same typed errors', async () => {
    const { keyFiles } = start();
    await expect(keyFiles.read(content)).rejects.toMatchObject({
      name: 'AppError',
      code: 'passphrase-required',
      details: { format: 'openssh', kdf: 'bcrypt' },
    });
    await expect(keyFiles.read(content, 'wrong')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  });

  test('is left as it is', async () => {
    const { keyFiles } = start();
    const file = Buffer.from(content);
    await keyFiles.read(file, passphrase);
    expect(file.equals(content)).toBe(true);
  });

  test('does not keep the application waiting', async () => {
    const { keyFiles } = start();
    await keyFiles.read(content, passphrase);
    const blockedShare = async (): Promise<number> => {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const started = performance.now();
      await keyFiles.read(keyVector('openssh/100-rounds').content, 'correct horse');
      delay.disable();
      return delay.max / 1e6 / (performance.now() - started);
    };
    // A busy machine may stop any process; what blocks would do so each time.
    const shares = [await blockedShare(), await blockedShare(), await blockedShare()];
    expect(Math.min(...shares)).toBeLessThan(0.5);
  });

  test('is written with the same typed errors', async () => {
    const { keyFiles } = start();
    const read = await keyFiles.read(plain);
    const pem = read.kind === 'private' ? (read.privateKeyPem ?? '') : '';
    const encrypted = { form: 'pem', comment: '', passphrase: 'secret' } as const;
    await expect(keyFiles.write(pem, encrypted)).rejects.toMatchObject({ code: 'key-file-unsupported' });
    expect(await keyFiles.write(pem, { form: 'pem', comment: '' })).toBe(pem);
  });
});

describe('the processes', () => {
  test('many files, one after the other, are read by one of them', async () => {
    const { keyFiles, processes } = start();
    for (let count = 0; count < 5; count += 1) await keyFiles.read(plain);
    expect(processes).toHaveLength(1);
  });

  test('K2: end soon after the last file: nothing of a key stays in any memory', async () => {
    const { keyFiles, processes } = start({ ...usual, spareMs: 20 });
    await Promise.all([keyFiles.read(plain), keyFiles.read(content, passphrase)]);
    expect(processes).toHaveLength(2);
    await vi.waitFor(() => expect(processes.map(isAlive)).toEqual([false, false]), 10_000);
    expect(await keyFiles.read(plain)).toMatchObject({ kind: 'private' });
  });

  test('a slow file delays no other', async () => {
    const { keyFiles } = startFakes(['hangs', { ok: true, value: 'text' }]);
    void keyFiles.read(plain).catch(() => undefined);
    expect(await keyFiles.write('', { form: 'pem', comment: '' })).toBe('text');
  });

  test('closing ends all of them, and what was asked for is cancelled', async () => {
    const { keyFiles, processes } = start();
    await keyFiles.read(plain);
    const readings = [keyFiles.read(content, passphrase), keyFiles.read(content, passphrase)];
    keyFiles.close();
    for (const reading of readings) await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(processes.some(isAlive)).toBe(false), 10_000);
  });
});

describe('G7: whatever a key file does to its reader', () => {
  const refusedForCost = { code: 'key-file-unsupported', details: { reason: 'cost' } };

  test('a crash of it is a typed error, and the next file has a process of its own', async () => {
    const { keyFiles, processes } = startFakes(['dies', { ok: true, value: 'text' }]);
    await expect(keyFiles.read(plain)).rejects.toMatchObject(refusedForCost);
    expect(await keyFiles.write('', { form: 'pem', comment: '' })).toBe('text');
    expect(processes).toHaveLength(2);
  });

  test('a process that is killed while it reads is a typed error', async () => {
    const { keyFiles, processes } = start();
    const reading = keyFiles.read(keyVector('openssh/100-rounds').content, 'correct horse');
    await vi.waitFor(() => expect(processes[0]?.pid).toBeDefined());
    process.kill(processes[0]?.pid ?? 0, 'SIGSEGV');
    await expect(reading).rejects.toMatchObject(refusedForCost);
    expect(await keyFiles.read(plain)).toMatchObject({ kind: 'private' });
  });

  test('one that dies while nothing is asked of it is replaced', async () => {
    const answer = { ok: true, value: 'text' } as const;
    const { keyFiles, processes } = startFakes([answer, answer]);
    await keyFiles.write('', { form: 'pem', comment: '' });
    processes[0]?.die();
    expect(await keyFiles.write('', { form: 'pem', comment: '' })).toBe('text');
    expect(processes).toHaveLength(2);
  });

  test('what takes too long is refused as such, and ended', async () => {
    const { keyFiles, processes } = startFakes(['hangs'], { ...usual, taskMs: 10 });
    await expect(keyFiles.read(plain)).rejects.toMatchObject(refusedForCost);
    expect(processes[0]?.hasBeenKilled).toBe(true);
  });

  test('what is no expected error is none here either', async () => {
    const { keyFiles } = startFakes([{ failure: 'TypeError: x at y' }]);
    await expect(keyFiles.read(plain)).rejects.toThrow('TypeError: x at y');
  });
});

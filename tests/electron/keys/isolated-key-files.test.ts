import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ForkedKeyProcess } from '../../../electron/keys/file/key-process.ts';
import type { KeyTaskResult } from '../../../electron/keys/file/key-task.ts';
import { IsolatedKeyFiles } from '../../../electron/keys/isolated-key-files.ts';
import { forkUtilityProcess } from '../../support/electron-on-chromium/utility-process.ts';
import { publicLines } from '../../vectors/public-lines.ts';
import { keyVector } from './file/key-vectors.ts';

const { content, passphrase } = keyVector('openssh/default-rounds');
const plain = keyVector('pem/rsa-2048.pem').content;
const usual = { taskMs: 120_000, spareMs: 1000 };
const entry = 'electron/keys/file/key-process-entry.ts';
type Forked = ReturnType<typeof forkUtilityProcess>;

/** Key files in processes as the application has them, and those processes. */
function start(limits = usual, execArgv: string[] = []) {
  const processes: Forked[] = [];
  const keyFiles = new IsolatedKeyFiles(() => {
    const process = forkUtilityProcess(entry, [], { execArgv, stdio: 'ignore' });
    processes.push(process);
    return process;
  }, limits);
  onTestFinished(() => keyFiles.close());
  return { keyFiles, processes };
}

const isAlive = ({ pid }: Forked): boolean => pid !== undefined && existsSync(`/proc/${pid}`);

type Answer = KeyTaskResult | 'dies' | 'fails' | 'hangs';

/** A process that does the same at each task. */
class FakeProcess extends EventEmitter implements ForkedKeyProcess {
  readonly #answer: Answer;
  hasBeenKilled = false;

  constructor(answer: Answer) {
    super();
    this.#answer = answer;
  }

  postMessage(): void {
    if (this.#answer === 'dies') queueMicrotask(() => this.emit('exit', 139));
    else if (this.#answer === 'fails') queueMicrotask(() => this.emit('exit', 1));
    else if (this.#answer !== 'hangs') queueMicrotask(() => this.emit('message', this.#answer));
  }

  kill(): boolean {
    this.hasBeenKilled = true;
    return true;
  }
}

/** The first process does as the first answer says, and so on. */
function startFakes(answers: readonly Answer[], limits = usual) {
  const processes: FakeProcess[] = [];
  const keyFiles = new IsolatedKeyFiles(() => {
    const process = new FakeProcess(answers[processes.length] ?? 'hangs');
    processes.push(process);
    return process;
  }, limits);
  onTestFinished(() => keyFiles.close());
  return { keyFiles, processes };
}

const text = { ok: true, value: 'text' } as const;
const write = (keyFiles: IsolatedKeyFiles) => keyFiles.write('', { form: 'pem', comment: '' });

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

  test('end soon after the last file, and what they read of keys with them', async () => {
    const { keyFiles, processes } = start({ ...usual, spareMs: 20 });
    await Promise.all([keyFiles.read(plain), keyFiles.read(content, passphrase)]);
    expect(processes).toHaveLength(2);
    await vi.waitFor(() => expect(processes.map(isAlive)).toEqual([false, false]), 10_000);
    expect(await keyFiles.read(plain)).toMatchObject({ kind: 'private' });
  });

  test('a slow file delays no other', async () => {
    const { keyFiles } = startFakes(['hangs', text]);
    void keyFiles.read(plain).catch(() => undefined);
    expect(await write(keyFiles)).toBe('text');
  });

  test('closing ends all of them, what was asked for is cancelled, and nothing is begun', async () => {
    const { keyFiles, processes } = start();
    await keyFiles.read(plain);
    const cancelled = { code: 'cancelled' };
    const readings = [keyFiles.read(content, passphrase), keyFiles.read(content, passphrase)];
    keyFiles.close();
    for (const reading of readings) await expect(reading).rejects.toMatchObject(cancelled);
    await expect(keyFiles.read(plain)).rejects.toMatchObject(cancelled);
    expect(processes).toHaveLength(2);
    await vi.waitFor(() => expect(processes.some(isAlive)).toBe(false), 10_000);
  });

  test('one that is closed before it is there is ended as soon as it is', async () => {
    const { keyFiles, processes } = startFakes(['hangs']);
    const reading = keyFiles.read(plain);
    keyFiles.close();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    const [process] = processes;
    if (process) process.hasBeenKilled = false;
    process?.emit('spawn');
    expect(process?.hasBeenKilled).toBe(true);
  });

  test('one that does not come up is no fault of the file’s, nor one that ends over what is written', async () => {
    await expect(startFakes(['fails']).keyFiles.read(plain)).rejects.toThrow('exit code 1');
    await expect(write(startFakes(['dies']).keyFiles)).rejects.toThrow('exit code 139');
  });
});

describe('G7: whatever a key file does to its reader', () => {
  const refusedForCost = { code: 'key-file-unsupported', details: { reason: 'cost' } };

  test('a crash of it is a typed error, and the next file has a process of its own', async () => {
    const { keyFiles, processes } = startFakes(['dies', text]);
    await expect(keyFiles.read(plain)).rejects.toMatchObject(refusedForCost);
    expect(await write(keyFiles)).toBe('text');
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

  test('what V8 gives up at is told by an event that ends nothing here', async () => {
    const { keyFiles, processes } = startFakes(['hangs']);
    const reading = keyFiles.read(plain);
    processes[0]?.emit('error', 'FatalError', 'v8::Somewhere', '{}');
    processes[0]?.emit('exit', 133);
    await expect(reading).rejects.toMatchObject(refusedForCost);
  });

  test('what takes more memory than there is for it is refused as such', async () => {
    const { keyFiles } = start(usual, ['--js-flags=--max-old-space-size=12']);
    const file = Buffer.from(`${publicLines.ed25519}\n`.repeat(10_000));
    await expect(keyFiles.read(file)).rejects.toMatchObject(refusedForCost);
  });

  test('what takes too long is refused as such, and ended', async () => {
    const { keyFiles, processes } = startFakes(['hangs'], { ...usual, taskMs: 10 });
    await expect(keyFiles.read(plain)).rejects.toMatchObject(refusedForCost);
    expect(processes[0]?.hasBeenKilled).toBe(true);
  });

  test('one that has died while nothing was asked of it is replaced, whether that was heard or not', async () => {
    const heard = startFakes([text, text]);
    await write(heard.keyFiles);
    heard.processes[0]?.emit('exit', 139);
    expect(await write(heard.keyFiles)).toBe('text');
    const { keyFiles, processes } = start();
    await keyFiles.read(plain);
    process.kill(processes[0]?.pid ?? 0, 'SIGKILL');
    expect(await keyFiles.read(plain)).toMatchObject({ kind: 'private' });
    expect(processes).toHaveLength(2);
  });

  test('what is no expected error is none here either', async () => {
    const { keyFiles } = startFakes([{ failure: 'TypeError: x at y' }]);
    await expect(keyFiles.read(plain)).rejects.toThrow('TypeError: x at y');
  });
});

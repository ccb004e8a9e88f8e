import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { answerRequest } from '../../../electron/keychain/answer-request.ts';
import { IsolatedBackend } from '../../../electron/keychain/isolated-backend.ts';
import type { ForkedProcess } from '../../../electron/keychain/keychain-process.ts';
import { AppError } from '../../../shared/ipc/result.ts';
import { MemoryBackend } from '../../fakes/memory-backend.ts';

type Answering = (message: unknown) => Promise<unknown>;

/** A process that answers as it is told to, or never. */
class FakeProcess implements ForkedProcess {
  readonly heard: unknown[] = [];
  hasBeenKilled = false;
  readonly #answer: Answering;
  readonly #events = new EventEmitter();

  constructor(answer: Answering) {
    this.#answer = answer;
  }

  postMessage(message: unknown): void {
    this.heard.push(message);
    void this.#answer(structuredClone(message)).then((reply) =>
      this.#events.emit('message', structuredClone(reply)),
    );
  }

  emit(event: 'spawn' | 'error', ...values: unknown[]): void {
    this.#events.emit(event, ...values);
  }

  die(code: number): void {
    this.#events.emit('exit', code);
  }

  kill(): boolean {
    this.hasBeenKilled = true;
    return true;
  }

  on(event: string, listener: (value: never) => void): void {
    this.#events.on(event, listener as (value: unknown) => void);
  }
}

const never: Answering = () => new Promise(() => undefined);
const says =
  (reply: (id: number) => unknown): Answering =>
  (message) =>
    Promise.resolve(reply((message as { id: number }).id));
const failing = (error: string) => says((id) => ({ id, error, words: 'what the system said' }));

/** Starts a backend whose first process answers by the first function, and so on. */
function start(...answers: readonly Answering[]) {
  const processes: FakeProcess[] = [];
  const backend = new IsolatedBackend(() => {
    const process = new FakeProcess(answers[processes.length] ?? never);
    processes.push(process);
    return process;
  }, 200);
  return { backend, processes };
}

function keeping() {
  const memory = new MemoryBackend();
  return { memory, answer: (message: unknown) => answerRequest(memory, message) };
}

describe('the keychain behind a process', () => {
  it('starts it at the first call, and gives every call to the same one', async () => {
    const { answer } = keeping();
    const { backend, processes } = start(answer);
    expect(processes).toEqual([]);
    expect(await backend.getPassword('a')).toBeNull();
    await backend.setPassword('a', 'secret');
    expect(await backend.getPassword('a')).toBe('secret');
    expect(await backend.deletePassword('a')).toBe(true);
    expect(await backend.deletePassword('a')).toBe(false);
    expect(processes).toHaveLength(1);
    expect(processes[0]?.heard[1]).toEqual({ id: 2, do: 'set', account: 'a', value: 'secret' });
  });

  it('starts it before the first call where that is wished, and asks it nothing', async () => {
    const { answer } = keeping();
    const { backend, processes } = start(answer);
    backend.wake();
    backend.wake();
    expect(processes.map(({ heard }) => heard)).toEqual([[]]);
    expect(await backend.getPassword('a')).toBeNull();
    expect(processes).toHaveLength(1);
  });

  it('K5: a process that died while nothing was asked of it is replaced', async () => {
    const { answer } = keeping();
    const { backend, processes } = start(never, answer);
    backend.wake();
    processes[0]?.die(1);
    expect(await backend.getPassword('a')).toBeNull();
    backend.close();
    backend.wake();
    expect(processes).toHaveLength(2);
  });

  it('K5: what V8 gives up at in it does nothing here', async () => {
    const { answer } = keeping();
    const { backend, processes } = start(never, answer);
    const call = backend.getPassword('a');
    processes[0]?.emit('error', 'FatalError', 'v8::Somewhere', '{}');
    processes[0]?.die(133);
    await expect(call).rejects.toThrow(new AppError('keychain-failed'));
    expect(await backend.getPassword('a')).toBeNull();
  });

  it('K5: one that is closed before it is there is ended as soon as it is', () => {
    const { backend, processes } = start(never);
    backend.wake();
    backend.close();
    const [process] = processes;
    if (process) process.hasBeenKilled = false;
    process?.emit('spawn');
    expect(process?.hasBeenKilled).toBe(true);
  });

  it('K5: a crash in the middle of a call is an error, and the next call gets a process of its own', async () => {
    const { answer } = keeping();
    const { backend, processes } = start(never, answer);
    const call = backend.getPassword('a');
    processes[0]?.die(139);
    await expect(call).rejects.toThrow(new AppError('keychain-failed'));
    expect(await backend.getPassword('a')).toBeNull();
    expect(processes).toHaveLength(2);
  });

  it.each(['keychain-absent', 'keychain-failed'] as const)(
    'K3: %s from a process that has answered before is asked of a new one',
    async (code) => {
      const { answer } = keeping();
      let calls = 0;
      const thenBroken: Answering = (message) => (++calls === 1 ? answer(message) : failing(code)(message));
      const { backend, processes } = start(thenBroken, answer);
      await backend.setPassword('a', 'secret');
      expect(await backend.getPassword('a')).toBe('secret');
      expect(processes[0]?.hasBeenKilled).toBe(true);
    },
  );

  it('K6: asks a new process once, not for ever', async () => {
    const { answer } = keeping();
    let calls = 0;
    const thenBroken: Answering = (message) =>
      ++calls === 1 ? answer(message) : failing('keychain-absent')(message);
    const { backend, processes } = start(thenBroken, failing('keychain-absent'), answer);
    await backend.setPassword('a', 'secret');
    await expect(backend.getPassword('a')).rejects.toThrow(new AppError('keychain-absent'));
    expect(processes.map(({ hasBeenKilled }) => hasBeenKilled)).toEqual([true, true]);
    expect(await backend.getPassword('a')).toBe('secret');
  });

  it('K3: a locked keychain is not asked twice, which would be two prompts; the words are kept as the cause', async () => {
    const { backend, processes } = start(failing('keychain-locked'), failing('keychain-locked'));
    await expect(backend.getPassword('a')).rejects.toMatchObject({
      code: 'keychain-locked',
      cause: new Error('what the system said'),
    });
    expect(processes).toHaveLength(1);
  });

  it('K5: a call without end is a timeout at last, and its process is killed', async () => {
    const { answer } = keeping();
    const { backend, processes } = start(never, answer);
    await expect(backend.getPassword('a')).rejects.toThrow(new AppError('keychain-timeout'));
    expect(processes[0]?.hasBeenKilled).toBe(true);
    expect(await backend.getPassword('a')).toBeNull();
  });

  it('K5: closing ends the call under way, and starts no process again', async () => {
    const { backend, processes } = start(never);
    const call = backend.getPassword('a');
    backend.close();
    await expect(call).rejects.toThrow(new AppError('keychain-failed'));
    await expect(backend.getPassword('a')).rejects.toThrow(new AppError('keychain-failed'));
    expect(processes.map(({ hasBeenKilled }) => hasBeenKilled)).toEqual([true]);
  });

  it.each<[string, (id: number) => unknown]>([
    ['the answer to another question', (id) => ({ id: id + 1, value: 'of somebody else' })],
    ['a value of another kind', (id) => ({ id, value: 7 })],
    ['an unknown code', (id) => ({ id, error: 'unexpected', words: '' })],
    ['a field too much', (id) => ({ id, value: 'x', secret: 'y' })],
    ['an answer to a deletion', (id) => ({ id, value: true })],
    ['nothing', () => undefined],
  ])('%s is a failure', async (_, reply) => {
    const { backend } = start(says(reply));
    await expect(backend.getPassword('a')).rejects.toThrow(new AppError('keychain-failed'));
  });
});

describe('the other end', () => {
  it.each([
    null,
    'get',
    { do: 'get', account: 'a' },
    { id: 1, do: 'find', account: 'a' },
    { id: 1, do: 'get', account: 'a', service: 'other' },
    { id: 1, do: 'set', account: 'a' },
    { id: 1, do: 'set', account: 'a', value: 'x'.repeat(5000) },
  ])('does nothing for %j', async (message) => {
    const { memory, answer } = keeping();
    expect(await answer(message)).toBeUndefined();
    expect(memory.mostAtOnce).toBe(0);
  });

  it('K11: answers a failure with a code and the system’s words, without what it was given', async () => {
    const memory = new MemoryBackend();
    const cause = new Error(`no: ${'long '.repeat(200)}`);
    memory.setPassword = () => Promise.reject(new AppError('keychain-absent', {}, { cause }));
    const request = { id: 3, do: 'set', account: 'a', value: 'secret' };
    const reply = await answerRequest(memory, request);
    expect(reply).toMatchObject({ id: 3, error: 'keychain-absent' });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(JSON.stringify(reply).length).toBeLessThan(400);
    memory.setPassword = () => Promise.reject(new TypeError('odd'));
    expect(await answerRequest(memory, request)).toEqual({ id: 3, error: 'keychain-failed', words: 'odd' });
  });
});

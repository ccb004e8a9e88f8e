import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { onKeyThread } from '../../../../electron/keys/file/key-thread.ts';
import { readKeyFile } from '../../../../electron/keys/read-key-file.ts';
import { writeKeyFile } from '../../../../electron/keys/write-key-file.ts';
import { publicLines } from '../../../vectors/public-lines.ts';
import { keyVector } from './key-vectors.ts';

const { content, passphrase } = keyVector('openssh/default-rounds');

/** For how much of the time that a slow file takes the main thread stood still at a stretch. */
async function blockedShare(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  await readKeyFile(keyVector('openssh/100-rounds').content, 'correct horse');
  const wholeMs = performance.now() - started;
  delay.disable();
  return delay.max / 1e6 / wholeMs;
}

describe('a key file that is read on its own thread', () => {
  test('is read as it is here', async () => {
    expect(await readKeyFile(content, passphrase)).toMatchObject({
      kind: 'private',
      key: { publicKey: { algorithm: 'ecdsa-sha2-nistp521', comment: 'ecdsa-521@example' } },
      protection: { cipher: 'aes256-gcm@openssh.com', kdf: 'bcrypt' },
    });
  });

  test('is refused with the same typed errors', async () => {
    await expect(readKeyFile(content)).rejects.toMatchObject({
      name: 'AppError',
      code: 'passphrase-required',
      details: { format: 'openssh', kdf: 'bcrypt' },
    });
    await expect(readKeyFile(content, 'wrong')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  });

  test('does not keep the main thread waiting', async () => {
    await readKeyFile(content, passphrase);
    // A busy machine may stop any process; what blocks would do so each time.
    const shares = [await blockedShare(), await blockedShare(), await blockedShare()];
    expect(Math.min(...shares)).toBeLessThan(0.5);
  });

  test('can be cancelled before and while it is read', async () => {
    const cancelled = { code: 'cancelled' };
    await expect(readKeyFile(content, passphrase, AbortSignal.abort())).rejects.toMatchObject(cancelled);
    await expect(readKeyFile(content, passphrase, AbortSignal.timeout(1))).rejects.toMatchObject(cancelled);
  });
});

test.each([
  ['memory', { timeoutMs: 600_000, memoryMb: 12 }],
  ['time', { timeoutMs: 1, memoryMb: 256 }],
] as const)(
  'G7: a key file that takes more %s than there is for it is refused as such',
  async (_what, bounds) => {
    const file = Buffer.from(`${publicLines.ed25519}\n`.repeat(10_000));
    const task = { name: 'read', file, passphrase: undefined } as const;
    const reading = onKeyThread<'read'>(task, undefined, bounds);
    await expect(reading).rejects.toMatchObject({
      code: 'key-file-unsupported',
      details: { reason: 'cost' },
    });
  },
);

test('a key file is written on its own thread, with the same typed errors', async () => {
  const choice = { form: 'pem', comment: '', passphrase: 'secret' } as const;
  const read = await readKeyFile(keyVector('pem/rsa-2048.pem').content);
  const pem = read.kind === 'private' ? (read.privateKeyPem ?? '') : '';
  await expect(writeKeyFile(pem, choice)).rejects.toMatchObject({ code: 'key-file-unsupported' });
  expect(await writeKeyFile(pem, { form: 'pem', comment: '' })).toBe(pem);
});

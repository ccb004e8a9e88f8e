import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { discarded, saveFile, stageFile } from '../../../electron/console/save-file.ts';
import { AppError } from '../../../shared/ipc/result.ts';

const options = { mode: 0o600, replace: true };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-save-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

describe('saving a file', () => {
  it('makes missing folders, and leaves nothing beside it', async () => {
    const path = join(folder, 'new', 'a.txt');
    expect(await saveFile(path, 'text', options)).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'new'))).toEqual(['a.txt']);
  });

  it('has nothing in its place until it is put there, and nothing at all where it is not', async () => {
    const path = join(folder, 'a.pem');
    const [kept, dropped] = [await stageFile(path, 'kept', options), stageFile(path, 'dropped', options)];
    await dropped;
    expect(readdirSync(folder)).toHaveLength(2);
    expect(readdirSync(folder)).not.toContain('a.pem');
    await discarded(dropped);
    expect(await kept.place()).toBe(path);
    await kept.discard();
    expect(readdirSync(folder)).toEqual(['a.pem']);
    expect(readFileSync(path, 'utf8')).toBe('kept');
    await discarded(stageFile(join(path, 'b.pem'), 'text', options));
  });

  it('replaces what is there only where that was allowed', async () => {
    const path = join(folder, 'a.b.txt');
    writeFileSync(path, 'mine');
    expect(await saveFile(path, 'new', { ...options, replace: false })).toBe(join(folder, 'a.b (1).txt'));
    expect(await saveFile(path, 'newer', { ...options, replace: false })).toBe(join(folder, 'a.b (2).txt'));
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await saveFile(path, 'last', options);
    expect(readFileSync(path, 'utf8')).toBe('last');
  });

  it.each(['EPERM', 'ENOTSUP', 'ENOSYS'])(
    'replaces nothing where the file system has no hard links (%s)',
    async (code) => {
      const linkTo = (): Promise<void> => Promise.reject(Object.assign(new Error(code), { code }));
      const path = join(folder, 'web.pem');
      writeFileSync(path, 'mine');
      const saved = await saveFile(path, 'new', { ...options, replace: false, linkTo });
      expect(saved).toBe(join(folder, 'web (1).pem'));
      expect([readFileSync(path, 'utf8'), readFileSync(saved, 'utf8')]).toEqual(['mine', 'new']);
      expect(statSync(saved).mode & 0o777).toBe(0o600);
      expect(readdirSync(folder).toSorted()).toEqual(['web (1).pem', 'web.pem']);
    },
  );

  it('K1: takes away what a save that was killed has left, and nothing else', async () => {
    const path = join(folder, 'web.pem');
    const others = ['.web.pem.backup', '.web.pem.0123456789ab.txt', '.other.pem.0123456789ab'];
    for (const name of ['.web.pem.0123456789ab', ...others])
      writeFileSync(join(folder, name), 'a private key');
    await saveFile(path, 'text', options);
    expect(readdirSync(folder).toSorted()).toEqual([...others, 'web.pem'].toSorted());
  });

  it('several saves at a time do not take each other for leftovers', async () => {
    const path = join(folder, 'web.pem');
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    const saved = await Promise.all(
      texts.map((text) => saveFile(path, text, { ...options, replace: false })),
    );
    const found = saved.map((each) => readFileSync(each, 'utf8'));
    expect(found).toEqual(texts);
    expect(readdirSync(folder)).toHaveLength(texts.length);
  });

  it('protects the file before anything is in it; where that fails, nothing was saved', async () => {
    const path = join(folder, 'key');
    const sizes: number[] = [];
    const protect = (temporary: string): Promise<void> => {
      sizes.push(lstatSync(temporary).size);
      return Promise.reject(new AppError('file-not-protected'));
    };
    await expect(saveFile(path, 'secret', { ...options, protect })).rejects.toMatchObject({
      code: 'file-not-protected',
    });
    expect(sizes).toEqual([0]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where it could not be written', async () => {
    mkdirSync(join(folder, 'taken'));
    await expect(saveFile(join(folder, 'taken'), 'text', options)).rejects.toMatchObject({
      code: 'file-not-writable',
      details: { path: join(folder, 'taken'), folder },
    });
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';

export interface SaveOptions {
  readonly mode: number;
  /** Whether a file that is already there may be replaced; without it, the next free name (`name (1).pem`) is taken. */
  readonly replace: boolean;
  /** Done to the new file while it is still empty. */
  readonly protect?: (path: string) => Promise<void>;
  /** Looks once more, right before the file is put in place; an error leaves everything as it was. */
  readonly check?: () => Promise<void>;
  /** Makes a hard link; Node's own, but where a test stands for a file system that has none. */
  readonly linkTo?: typeof link;
}

/** A new file that is flushed and not yet in its place. */
export interface StagedFile {
  /**
   * Puts it in its place, once. Errors: as those of `saveFile`; the new file is gone then.
   * @returns the path of the file
   */
  readonly place: () => Promise<string>;
  /** Takes it away again, unless it is in its place. */
  readonly discard: () => Promise<void>;
}

/**
 * Saves a file so that it is there whole or not at all: a new one beside it, flushed, then put in place.
 * Errors: `disk-full`, `file-not-writable`, both with the `folder`; and those of `protect` and `check`.
 * @returns the path of the file that was written.
 */
export async function saveFile(
  path: string,
  text: string | Uint8Array,
  options: SaveOptions,
): Promise<string> {
  return (await stageFile(path, text, options)).place();
}

/** The first half of `saveFile`, for who has to wait for something else before the file may be in its place. */
export async function stageFile(
  path: string,
  text: string | Uint8Array,
  options: SaveOptions,
): Promise<StagedFile> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  const discard = async (): Promise<void> => {
    if (!underWay.has(temporary)) return;
    await rm(temporary, { force: true });
    underWay.delete(temporary);
  };
  const orDiscard = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      await discard();
      throw toAppError(error, path);
    }
  };
  await orDiscard(async () => {
    await mkdir(dirname(path), { recursive: true });
    underWay.add(temporary);
    await writeFlushed(temporary, text, options);
  });
  return { place: () => orDiscard(() => place(temporary, path, options)), discard };
}

/** Takes the file away again, if there is one; after a failure to write it there is none. */
export async function discarded(staging: Promise<StagedFile> | undefined): Promise<void> {
  const staged = await staging?.catch(() => undefined);
  await staged?.discard();
}

/** The new files of saves that are under way. */
const underWay = new Set<string>();

async function place(temporary: string, path: string, options: SaveOptions): Promise<string> {
  await options.check?.();
  const placed = options.replace ? path : await placeUnderFreeName(temporary, path, options);
  if (options.replace) await rename(temporary, path);
  else await rm(temporary, { force: true });
  underWay.delete(temporary);
  // Looks at other files than the one that is flushed with its folder.
  await Promise.all([syncFolder(dirname(placed)), removeLeftovers(path)]);
  return placed;
}

/** A save that was killed has left its new file, perhaps with a private key in it; now there is a whole one. */
async function removeLeftovers(path: string): Promise<void> {
  const leftovers = await leftoversIn(dirname(path), (name) => name === basename(path));
  // What can't be removed is no reason to call the new file not saved.
  await Promise.allSettled(leftovers.map((leftover) => rm(leftover)));
}

/**
 * The paths of new files that saves which were killed seem to have left in a folder: nothing but their names tells.
 * @param isOf asked of each with the name of the file that it was to become
 */
export async function leftoversIn(folder: string, isOf: (name: string) => boolean): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => {
      const [, whole] = /^\.(.+)\.[0-9a-f]{12}$/s.exec(name) ?? [];
      return whole !== undefined && isOf(whole);
    })
    .map((name) => join(folder, name))
    .filter((path) => !underWay.has(path));
}

async function writeFlushed(
  path: string,
  text: string | Uint8Array,
  { mode, protect }: SaveOptions,
): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    // As it is asked for, whatever the process takes off new files.
    await file.chmod(mode);
    await protect?.(path);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function placeUnderFreeName(
  temporary: string,
  path: string,
  { linkTo = link, mode }: SaveOptions,
): Promise<string> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const candidate = attempt === 0 ? path : `${stem} (${attempt})${extension}`;
    try {
      await placeWhereFree(temporary, candidate, { linkTo, mode });
      return candidate;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  throw new AppError('file-not-writable', { path, folder: dirname(path) });
}

/** What a file system without hard links answers: FAT, exFAT, many network folders. */
const noLinks: readonly (string | undefined)[] = [
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EACCES',
  'EINVAL',
];

/**
 * A hard link never replaces a file that somebody else has just made, as a rename would. Where there are none, an empty
 * file keeps the name until the rename.
 */
async function placeWhereFree(
  temporary: string,
  candidate: string,
  { linkTo, mode }: Required<Pick<SaveOptions, 'linkTo' | 'mode'>>,
): Promise<void> {
  try {
    await linkTo(temporary, candidate);
  } catch (error) {
    if (!noLinks.includes(codeOf(error))) throw error;
    await (await open(candidate, 'wx', mode)).close();
    await rename(temporary, candidate);
  }
}

/** Its new name survives a power cut only when the folder is flushed as well, where a folder can be. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r').catch(() => undefined);
  if (!opened) return;
  try {
    await opened.sync();
  } catch {
    // Some network folders have no such thing; the file itself is flushed.
  } finally {
    await opened.close();
  }
}

function toAppError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  const folder = dirname(path);
  if (code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', { folder }, { cause: error });
  return new AppError('file-not-writable', { path, folder }, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && !(error instanceof AppError)
    ? String(error.code)
    : undefined;
}

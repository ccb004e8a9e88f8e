import { isAscii } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts';
import type { RunResult, SshSession } from '../../ssh/session.ts';
import { readFileScript, removeFileScript, replaceFileScript, scriptExit } from './remote-file-scripts.ts';
import type { Undo } from './transaction.ts';

/** authorized_keys of a few megabytes exist. */
const maxFileBytes = 32 * 1024 * 1024;
const transferTimeoutMs = 60_000;

const mostInArgument = 4096;

/** How often an edit is begun anew because somebody else has changed the file in the meantime. */
const attempts = 5;

/** Where a file is, whose it is, and what its troubles are called. */
export interface FilePlace {
  readonly path: string;
  /** The user's number. The file, and the folder it is in, must be this user's or root's. */
  readonly ownerId: number;
  readonly asRoot: boolean;
  /** Of a folder that has to be created for it, in octal. */
  readonly folderMode: '700' | '755';
  readonly errors: {
    readonly notSafe: ErrorCode;
    readonly notWritable: ErrorCode;
    readonly changed: ErrorCode;
  };
}

/** A file's content; null when there is no file. */
export type Content = Buffer | null;

export interface FileVersion {
  readonly content: Content;
  /** With links resolved: a link stays a link, and its target is what changes. */
  readonly realPath: string;
  readonly ownerId: number | null;
}

/** A file on a server that is only ever replaced as a whole, and only while it is what was read. */
export class RemoteFile {
  readonly #session: () => SshSession;
  readonly place: FilePlace;
  #madeFolder = false;
  #ahead: Buffer | undefined;

  /**
   * @param session asked for at each use: a lost connection may have been replaced
   * @param ahead what `readFileScript` has printed of it already: the first reading is spared
   */
  constructor(session: () => SshSession, place: FilePlace, ahead?: Buffer) {
    this.#ahead = ahead;
    this.#session = session;
    this.place = place;
  }

  /** Errors: those of `place`, and those of every command. */
  async read(): Promise<FileVersion> {
    const { path } = this.place;
    if (/[\r\n\0]/.test(path)) throw this.#error('notSafe', 'name');
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return this.#parse(ahead ?? (await this.#readNow()));
  }

  async #readNow(): Promise<Buffer> {
    const { path, asRoot } = this.place;
    const result = await this.#session().run(readFileScript, {
      args: [path],
      asRoot,
      maxBytes: maxFileBytes,
      timeoutMs: transferTimeoutMs,
    });
    if (result.code !== 0) throw this.#error('notWritable', 'unreadable');
    return result.stdout;
  }

  #parse(output: Buffer): FileVersion {
    const headEnd = output.indexOf('\n');
    const pathEnd = output.indexOf('\n', headEnd + 1);
    const [kind, ...owners] = output.toString('utf8', 0, Math.max(0, headEnd)).split(' ');
    if (kind !== 'missing' && kind !== 'file') throw this.#error('notSafe', 'kind');
    const ids = owners.filter((owner) => owner !== '').map(Number);
    // Of a file that is there both are known.
    const isSafe = ids.every((id) => id === 0 || id === this.place.ownerId);
    if (!isSafe || (kind === 'file' && ids.length !== 2)) throw this.#error('notSafe', 'owner');
    return {
      content: kind === 'file' ? output.subarray(pathEnd + 1) : null,
      realPath: output.toString('utf8', headEnd + 1, pathEnd),
      ownerId: kind === 'file' ? (ids[0] ?? null) : null,
    };
  }

  /**
   * Reads, changes and replaces; nothing is written when the change changes nothing. True when it did write.
   * @param change null stands for no file, before and after
   * @param inverse undoes the change in a file that somebody else has changed since
   * @param onFailure is told, before anything is written, how to put the file back
   */
  async edit(
    change: (content: Content) => Content,
    inverse: (content: Content) => Content,
    onFailure: (undo: Undo) => void,
  ): Promise<boolean> {
    let written: { before: Content; after: Content } | undefined;
    onFailure(async () => written !== undefined && (await this.#putBack(written, inverse)));
    for (let attempt = 1; ; attempt += 1) {
      const version = await this.read();
      const after = change(version.content);
      if (isSame(version.content, after)) return false;
      written = { before: version.content, after };
      if (await this.#write(version, after)) return true;
      if (attempt === attempts) throw this.#error('changed');
    }
  }

  async #putBack(
    { before, after }: { before: Content; after: Content },
    inverse: (content: Content) => Content,
  ): Promise<boolean> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const version = await this.read();
      if (isSame(version.content, before)) return false;
      const restored = isSame(version.content, after) ? before : inverse(version.content);
      if (isSame(version.content, restored) || (await this.#write(version, restored))) return true;
    }
    throw this.#error('changed');
  }

  /** False when the file is no longer the one that was read. */
  async #write(before: FileVersion, content: Content): Promise<boolean> {
    const result = content === null ? await this.#remove(before) : await this.#replace(before, content);
    if (result.code === scriptExit.changed) return false;
    if (result.code === scriptExit.cutOff) throw new AppError('server-connection-lost');
    if (result.code !== 0) throw this.#error('notWritable', lastLine(result.stderr));
    if (result.stdout.toString().trim() === 'made') this.#madeFolder = true;
    return true;
  }

  #replace({ content, realPath }: FileVersion, after: Buffer): Promise<RunResult> {
    const { asRoot, ownerId, folderMode } = this.place;
    const name = `.latchkey-${randomBytes(8).toString('hex')}`;
    // What root makes is root's.
    const owner = asRoot && ownerId !== 0 ? String(ownerId) : '';
    const sums = [content ? sha256(content) : 'missing', sha256(after)];
    return this.#session().run(replaceFileScript, {
      args: [realPath, ...sums, name, owner, folderMode, ...(isShortText(after) ? [String(after)] : [])],
      ...(isShortText(after) ? {} : { input: after }),
      asRoot,
      timeoutMs: transferTimeoutMs,
    });
  }

  async #remove({ content, realPath }: FileVersion): Promise<RunResult> {
    const before = sha256(content ?? Buffer.alloc(0));
    const args = [realPath, before, this.#madeFolder ? 'folder' : ''];
    return this.#session().run(removeFileScript, { args, asRoot: this.place.asRoot });
  }

  #error(trouble: keyof FilePlace['errors'], reason?: string): AppError {
    const { path, errors } = this.place;
    return new AppError(errors[trouble], { path, ...(reason ? { reason } : {}) });
  }
}

function isSame(one: Content, other: Content): boolean {
  return one === other || (one !== null && other !== null && one.equals(other));
}

/** What can go along with the script: its own input takes the server two processes more. */
function isShortText(content: Buffer): boolean {
  return content.length <= mostInArgument && isAscii(content) && !content.includes(0);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What the server says is the reason: text of its own, shown as such. */
function lastLine(stderr: Buffer): string {
  const lines = stderr.toString('utf8').trim().split('\n');
  return (lines.at(-1) ?? '').slice(0, 200);
}

import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** What a second instance tells the first before it goes. */
export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/**
 * One instance for each folder of user data. As in Chromium the lock is a symbolic link, made in one step,
 * that names its owner. Second instances leave a file, so that nothing has to be waited for.
 */
export class SingleInstance {
  private readonly link: string;
  private readonly inbox: string;
  private hasLock = false;

  constructor(userData: string) {
    this.link = join(userData, 'SingletonLock');
    this.inbox = join(userData, 'SingletonInbox');
    mkdirSync(this.inbox, { recursive: true });
  }

  /** Whether the lock is ours; if not, its owner has been told. */
  request(own: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.hasLock) return true;
    this.hasLock = this.takeLock();
    if (this.hasLock) this.listen(onSecond);
    else this.leaveMessage(own);
    return this.hasLock;
  }

  release(): void {
    if (this.hasLock) rmSync(this.link, { force: true });
    this.hasLock = false;
  }

  private takeLock(): boolean {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        symlinkSync(identityOf(process.pid), this.link);
        return true;
      } catch {
        if (this.ownerLives()) return false;
        rmSync(this.link, { force: true });
      }
    }
    return false;
  }

  private ownerLives(): boolean {
    try {
      const owner = readlinkSync(this.link);
      return owner === identityOf(Number(owner.split('-')[0]));
    } catch {
      return false;
    }
  }

  private listen(onSecond: (second: SecondInstance) => void): void {
    const takeAll = () => {
      for (const name of readdirSync(this.inbox).filter((file) => file.endsWith('.json'))) {
        const path = join(this.inbox, name);
        const second = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance;
        rmSync(path);
        onSecond(second);
      }
    };
    for (const left of readdirSync(this.inbox)) rmSync(join(this.inbox, left));
    watch(this.inbox, { persistent: false }, takeAll);
  }

  private leaveMessage(own: SecondInstance): void {
    const path = join(this.inbox, randomUUID());
    writeFileSync(path, JSON.stringify(own));
    renameSync(path, `${path}.json`);
  }
}

/** A process by its number and its start time: numbers are used again. Throws when there is none. */
function identityOf(pid: number): string {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // Field 22; the second one, in brackets, may hold blanks.
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${String(pid)}-${startTime}`;
}

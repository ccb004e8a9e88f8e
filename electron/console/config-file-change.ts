import { createHash } from 'node:crypto';
import { structuredPatch } from 'diff';
import type { ConfigFileChange, DiffLine } from '../../shared/model/ssh-config.ts';

/** A file's bytes before and after, one character a byte; empty where there is or will be no file. */
export interface TextChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const context = 2;
const kinds: Readonly<Record<string, DiffLine['kind']>> = { '+': 'added', '-': 'removed', ' ': 'same' };

export function isChange({ before, after }: TextChange): boolean {
  return before !== after;
}

/** A change as people look at it: the lines that differ, with two around them. */
export function shownChange({ path, before, after }: TextChange): ConfigFileChange {
  const { hunks } = structuredPatch(path, path, readable(before), readable(after), '', '', { context });
  const lines = hunks.flatMap(({ lines: hunk, oldStart }, index): DiffLine[] => {
    const isGap = index > 0 || oldStart > 1;
    return [...(isGap ? [{ kind: 'gap', text: '' } as const] : []), ...hunk.flatMap(diffLine)];
  });
  const kind = before === '' ? 'new' : 'changed';
  return { path, kind: after === '' ? 'removed' : kind, lines };
}

/** `\ No newline at end of file` is not of the file. */
function diffLine(text: string): DiffLine[] {
  const kind = kinds[text.slice(0, 1)];
  return kind === undefined ? [] : [{ kind, text: text.slice(1).replace(/\r$/, '') }];
}

function readable(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export function changesToken(changes: readonly TextChange[]): string {
  const hash = createHash('sha256');
  for (const { path, before, after } of changes) hash.update(JSON.stringify([path, before, after]));
  return hash.digest('hex');
}

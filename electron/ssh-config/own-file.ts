/** The file with Latchkey's blocks, in `~/.ssh`. */
export const ownFileName = 'latchkey.conf';

const header = `# Written by Latchkey, and included by ~/.ssh/config. Blocks between the marks are replaced; all else stays.\n`;

/** `id` is what a block is found again by: a server's, whatever it is called at the time. */
const begin = (id: string): string => `# latchkey-begin ${id}`;
const end = (id: string): string => `# latchkey-end ${id}`;
const isMark = (line: string): boolean => /^# latchkey-(?:begin|end) /.test(line);

interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * The text with this block in the place of the former one of the same id, or as a new one at the top: there it never
 * joins a line without an end, and taking it out again gives the former bytes.
 */
export function withBlock(text: string, id: string, block: string): string {
  const marked = `${begin(id)}\n${block}${end(id)}\n`;
  const place = placeOf(text, id);
  if (place !== undefined) return text.slice(0, place.from) + marked + text.slice(place.to);
  if (text === '') return header + marked;
  const at = text.startsWith(header) ? header.length : 0;
  return text.slice(0, at) + marked + text.slice(at);
}

/** The text without the block; empty when nothing of anybody's is left. */
export function withoutBlock(text: string, id: string): string {
  const place = placeOf(text, id);
  if (place === undefined) return text;
  const rest = text.slice(0, place.from) + text.slice(place.to);
  return rest === header ? '' : rest;
}

/** The `Host` of a block, or undefined where there is none of this id. */
export function aliasInBlock(text: string, id: string): string | undefined {
  const place = placeOf(text, id);
  if (place === undefined) return undefined;
  return /^Host (\S+)\r?$/m.exec(text.slice(place.from, place.to))?.[1];
}

/** Marks that do not belong together are somebody's text, and stay. */
function placeOf(text: string, id: string): Place | undefined {
  let from: number | undefined;
  let position = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const mark = line.trimEnd();
    const next = position + line.length;
    if (from !== undefined && mark === end(id)) return { from, to: next };
    if (isMark(mark)) from = mark === begin(id) ? position : undefined;
    position = next;
  }
  return undefined;
}

/** The names of all blocks in the file, somebody's own among them. */
export function aliasesIn(text: string): readonly string[] {
  return [...text.matchAll(/^Host (\S+)\r?$/gm)].map(([, alias = '']) => alias);
}

import { join, parse, sep } from 'node:path';

/** The names in a folder; none where it can't be read. */
export type ReadFolder = (path: string) => Promise<readonly string[]>;

/**
 * The paths that a pattern of an `Include` stands for, in glob(3)'s way and order: `*`, `?` and `[…]` in any part of
 * it, none of them for the dot that a name begins with, and nothing else, so that no pattern goes through whole trees.
 */
export async function matchingPaths(pattern: string, readFolder: ReadFolder): Promise<readonly string[]> {
  const { root } = parse(pattern);
  let paths: readonly string[] = [root];
  for (const part of pattern.slice(root.length).split(sep === '/' ? '/' : /[\\/]/)) {
    const found: (readonly string[])[] = [];
    for (const path of paths) found.push(await matchingIn(path, part, readFolder));
    paths = found.flat();
  }
  return paths.toSorted();
}

/** Whether there is anything in it that stands for several names. */
export function isPathPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

async function matchingIn(folder: string, part: string, readFolder: ReadFolder): Promise<readonly string[]> {
  if (!isPathPattern(part)) return [join(folder, part)];
  const expression = expressionOf(part);
  if (expression === undefined) return [];
  const names = await readFolder(folder);
  return names.filter((name) => fits(name, part, expression)).map((name) => join(folder, name));
}

function fits(name: string, part: string, expression: RegExp): boolean {
  return (part.startsWith('.') || !name.startsWith('.')) && expression.test(name);
}

/**
 * What lies between two stars is looked for once, where it first is: a lookahead is never gone back into, so many stars
 * take no exponential time.
 */
function expressionOf(part: string): RegExp | undefined {
  const signs = part.match(/\[[!^]?\]?[^\]]*\]|./gsu) ?? [];
  const pieces: string[] = [''];
  for (const sign of signs) {
    if (sign === '*') pieces.push('');
    else pieces.push((pieces.pop() ?? '') + sourceOf(sign));
  }
  const [first = '', ...others] = pieces;
  const last = others.pop();
  const between = others.map((piece, index) => `(?=(?<p${index}>.*?${piece}))\\k<p${index}>`).join('');
  try {
    return new RegExp(`^${first}${between}${last === undefined ? '' : `.*${last}`}$`, 'su');
  } catch {
    // For instance a range from z to a.
    return undefined;
  }
}

function sourceOf(sign: string): string {
  if (sign === '?') return '.';
  if (sign.length < 3 || !sign.startsWith('[')) return sign.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const isNegated = /^\[[!^]/.test(sign);
  const inside = sign.slice(isNegated ? 2 : 1, -1).replaceAll(/[\\\]^[]/g, '\\$&');
  return `[${isNegated ? '^' : ''}${inside}]`;
}

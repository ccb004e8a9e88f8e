import { readFileSync } from 'node:fs';

/** Which passphrases to try on which file. */
export interface Passphrases {
  /** By the file's path inside of the folder. */
  readonly byPath: ReadonlyMap<string, string>;
  /** Tried on every encrypted file that is not named. */
  readonly forAll: readonly string[];
}

/**
 * Reads a list of passphrases: lines `path<TAB>passphrase` (`:`, `=` and blanks separate as well where the path is that
 * of a file), other lines are passphrases to try on every file; or JSON, `{ "path": "passphrase" }` or a list.
 * @param paths of the files, inside of the folder
 */
export function readPassphrases(file: string | undefined, paths: readonly string[]): Passphrases {
  if (file === undefined) return { byPath: new Map(), forAll: [] };
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(text)) return fromJson(JSON.parse(text), paths);
  const known = new Map(paths.flatMap((path) => namesOf(path).map((name) => [name, path] as const)));
  const byPath = new Map<string, string>();
  const forAll: string[] = [];
  for (const line of text.split(/\r\n|\n/).filter((candidate) => candidate !== '')) {
    const [path, passphrase] = splitLine(line, known);
    if (path === undefined) forAll.push(line);
    else byPath.set(path, passphrase);
  }
  return { byPath, forAll };
}

function splitLine(
  line: string,
  known: ReadonlyMap<string, string>,
): [path: string | undefined, passphrase: string] {
  for (const match of line.matchAll(/\t| *[:=] *| +/g)) {
    const path = known.get(line.slice(0, match.index).replace(/^\.\//, ''));
    if (path !== undefined) return [path, line.slice(match.index + match[0].length)];
  }
  return [undefined, line];
}

/** The path itself and, shorter, the file's name. */
function namesOf(path: string): readonly string[] {
  return [path, path.slice(path.lastIndexOf('/') + 1)];
}

function fromJson(value: unknown, paths: readonly string[]): Passphrases {
  if (Array.isArray(value)) return { byPath: new Map(), forAll: value.map(String) };
  const given = new Map(
    Object.entries(value as Record<string, unknown>).map(([path, one]) => [path, String(one)]),
  );
  const found = paths.flatMap((path) => {
    const name = namesOf(path).find((candidate) => given.has(candidate));
    return name === undefined ? [] : [[path, given.get(name) ?? ''] as const];
  });
  return { byPath: new Map(found), forAll: [] };
}

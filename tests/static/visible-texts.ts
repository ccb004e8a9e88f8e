import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** Attributes whose value people see or hear, whatever it is. */
const shownAttributes: ReadonlySet<string> = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'label',
  'alt',
  'description',
]);

/** What only styles and scripts look at. */
const notShown = /^(?:class|style|data-.*)$/;

const hasLetters = (text: string) => /\p{L}{2}/u.test(text);
/** At least two words: what is no name, code or class of anything. */
const isSentence = (text: string) => /\p{L}{2,}[,.:…]? \p{L}/u.test(text) && !isSelector(text);
const isSelector = (text: string) => /[[\]]|:not\(|:is\(|^(?:button|input), /.test(text);
/** One word, written as a label is: codes, classes and channels are small. */
const isLabel = (text: string) => /^\p{Lu}\p{Ll}+[.…!?:]?$/u.test(text) && !platformNames.has(text);
/** What browsers, Electron and the platform call keys, types and tools. */
const platformNames: ReadonlySet<string> = new Set([
  ...['Enter', 'Escape', 'Tab', 'Home', 'End', 'Backspace', 'Control', 'Meta', 'Shift', 'Ctrl'],
  ...['Files'],
]);

interface Node {
  readonly type?: string;
  readonly name?: unknown;
  readonly data?: unknown;
  readonly value?: unknown;
}

/** The visible texts that a component has of its own: in its markup, in attributes, and as sentences in its code. */
export function textsOfComponent(source: string): readonly string[] {
  const { fragment, instance, module } = parse(source, { modern: true }) as unknown as Record<
    'fragment' | 'instance' | 'module',
    (Node & { readonly content?: unknown }) | null
  >;
  const scripts = [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code);
  if (scripts.length !== [instance, module].filter(Boolean).length) throw new Error('a script was missed');
  return [...textsOfMarkup(fragment), ...scripts.flatMap(textsOfCode)];
}

function textsOfMarkup(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOfMarkup);
  if (typeof node !== 'object' || node === null) return [];
  const { type, name, data, value } = node as Node;
  if (type === 'StyleDirective') return [];
  if (type === 'Text') return wordsOf(data);
  if (type === 'Attribute') return textsOfAttribute(String(name), value);
  if (type === 'Literal') return spokenOf(value);
  if (type === 'TemplateElement') return spokenOf((value as { readonly cooked: string }).cooked);
  return Object.values(node).flatMap(textsOfMarkup);
}

function wordsOf(value: unknown): string[] {
  return typeof value === 'string' && hasLetters(value) ? [value.trim()] : [];
}

function spokenOf(value: unknown): string[] {
  return typeof value === 'string' && isSpoken(value) ? [value] : [];
}

const isSpoken = (text: string) => isSentence(text) || isLabel(text);

/** A component may show any of its properties; classes, sizes and the like are neither sentences nor labels. */
function textsOfAttribute(name: string, value: unknown): string[] {
  const parts = (Array.isArray(value) ? value : [value]) as readonly Node[];
  const isShown = shownAttributes.has(name);
  return parts.flatMap((part) => {
    if (part.type === 'Text' && !isShown) return notShown.test(name) ? [] : spokenOf(part.data);
    return textsOfMarkup(part);
  });
}

/** String literals that are sentences or labels; imports and what is only a type are none. */
export function textsOfCode(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const isLiteral =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isLiteral && isSpoken(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** The paths of all texts of a catalogue. */
export function textPaths(catalogue: object, above: readonly string[] = []): (readonly string[])[] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) => {
    const path = [...above, key];
    return typeof value === 'object' && value !== null ? textPaths(value, path) : [path];
  });
}

/** Whether any source names a text, or takes from the table that it is in whichever is wanted. */
export function isUsed(path: readonly string[], sources: string): boolean {
  const key = path.at(-1) ?? '';
  const isNamed = new RegExp(`(?<![\\w-])${escaped(key)}(?![\\w-])`).test(sources);
  return (
    isNamed || path.slice(0, -1).some((table) => new RegExp(`\\b${escaped(table)}\\??\\.?\\[`).test(sources))
  );
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

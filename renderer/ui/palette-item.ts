import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

/** One thing that the palette finds. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Beside the label, in a quieter colour: where it is, or what it is about. */
  readonly detail?: string;
  readonly icon?: Component<LucideProps>;
  readonly keys?: readonly string[];
  /** Found by these words too. */
  readonly keywords?: string;
  /** Why it can't be chosen now. */
  readonly disabledReason?: string | undefined;
  /** It has actions of its own, which the right arrow or Tab leads to. */
  readonly hasActions?: boolean;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
  /** How many were found beyond those. */
  readonly more: number;
}

/** Nothing where a word is missing; else the higher, the earlier and the more of the label the words are. */
export function rankOf(
  { label, detail = '', keywords = '' }: Omit<PaletteItem, 'id'>,
  words: readonly string[],
): number {
  const name = label.toLocaleLowerCase();
  const all = `${name}\n${detail.toLocaleLowerCase()}\n${keywords.toLocaleLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return 0;
  const [first = ''] = words;
  const at = name.indexOf(first);
  if (at === 0) return 3 + first.length / name.length;
  if (at > 0) return /[\s\p{P}]/u.test(name[at - 1] ?? '') ? 2 : 1.5;
  return 1;
}

/** Of a query, as they are looked for. */
export function wordsOf(query: string): readonly string[] {
  return query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
}

/** The items in which all words of the query occur, the best first, not more than `limit`. */
export function findItems(
  group: { readonly id: string; readonly label: string; readonly items: readonly PaletteItem[] },
  query: string,
  limit: number,
): PaletteGroup {
  const words = wordsOf(query);
  const found =
    words.length === 0
      ? group.items.map((item) => ({ item, rank: 1 }))
      : group.items.map((item) => ({ item, rank: rankOf(item, words) })).filter(({ rank }) => rank > 0);
  const best = words.length === 0 ? found : found.toSorted((a, b) => b.rank - a.rank);
  const items = best.slice(0, limit).map(({ item }) => item);
  return { id: group.id, label: group.label, items, more: found.length - items.length };
}

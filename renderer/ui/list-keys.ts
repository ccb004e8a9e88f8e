const pageSize = 10;

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + pageSize,
  PageUp: (index) => index - pageSize,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Where a key moves to in a list, kept inside it; nothing for keys that don't move. */
export function movedIndex(key: string, index: number, count: number): number | undefined {
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  if (!move || count === 0) return undefined;
  return Math.max(0, Math.min(count - 1, move(index, count)));
}

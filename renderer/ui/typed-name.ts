/**
 * Whether this is the name that was to be typed, as far as a page shows it: there several spaces are one, and of what kind
 * they are, or how a letter is put together, can't be seen at all.
 */
export function isTypedName(typed: string, name: string): boolean {
  return asSeen(typed) === asSeen(name);
}

function asSeen(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Variation_Selector}/gu, '')
    .replaceAll(/\s+/gu, ' ');
}

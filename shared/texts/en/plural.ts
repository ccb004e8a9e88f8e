import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** `1 server`, `2 servers`. */
export const servers = (count: number): string => plural(count, { one: '# server', other: '# servers' });

/** `1 key pair`, `2 key pairs`. */
export const keyPairs = (count: number): string => plural(count, { one: '# key pair', other: '# key pairs' });

/** `1,000` */
export const number = (count: number): string => count.toLocaleString('en');

/** `3 of 1,000` */
export const ofAll = (part: number, all: number): string => `${number(part)} of ${number(all)}`;

/** Names as a sentence lists them: `web-1, web-2, and db-1`. */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}

export { plural };

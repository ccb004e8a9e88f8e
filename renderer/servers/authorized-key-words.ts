import type { AuthorizedKey } from '../../shared/model/authorized-key.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { ListedKey } from './authorized-keys-state.svelte.ts';

const words = texts.authorizedKeys;

/** What a line is called: its comment, its key pair's name, or else its place. */
export function nameOfLine({ key, keyPairId }: ListedKey, keyPairs: readonly KeyPair[]): string {
  const keyPair = keyPairs.find(({ id }) => id === keyPairId);
  if (key.comment !== '') return key.comment;
  return keyPair?.name ?? words.place(key.path, key.line);
}

/** The options that keep a line from being a full logon, in words. */
export function restrictionWords({ restrictions }: Pick<AuthorizedKey, 'restrictions'>): readonly string[] {
  return restrictions.map((name) =>
    Object.hasOwn(words.restrictions, name)
      ? (words.restrictions[name] ?? name)
      : words.otherRestriction(name),
  );
}

/** The line without its options, as it is copied. */
export function publicLineOf({ publicKey, comment }: AuthorizedKey): string {
  return comment === '' ? publicKey : `${publicKey} ${comment}`;
}

/** The lines in which every word of the search occurs. */
export function matchingKeys(
  listed: readonly ListedKey[],
  search: string,
  keyPairs: readonly KeyPair[],
): readonly ListedKey[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return listed;
  const names = new Map<string, string>(keyPairs.map(({ id, name }) => [id, name]));
  return listed.filter(({ key, keyPairId }) => {
    const { type, sha256, comment, options, path } = key;
    const text = [type, sha256, comment, options, path, names.get(keyPairId ?? '') ?? ''].join('\n');
    return wanted.every((word) => text.toLocaleLowerCase().includes(word));
  });
}

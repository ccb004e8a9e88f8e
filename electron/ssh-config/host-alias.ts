const maxLength = 64;

/**
 * A name for `ssh` made from a server's name: letters, digits, dots, hyphens and underscores alone, which no shell and
 * no pattern takes for more than they are. Never one that is `taken`; lower case, as ssh compares names.
 */
export function hostAlias(name: string, host: string, taken: (alias: string) => boolean): string {
  const alias = plainName(name) || plainName(host) || 'server';
  if (!taken(alias)) return alias;
  for (let number = 2; ; number += 1) {
    const other = `${alias}-${number}`;
    if (!taken(other)) return other;
  }
}

function plainName(text: string): string {
  const ascii = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return ascii
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, maxLength)
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
}

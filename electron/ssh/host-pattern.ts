/** Whether a name fits one of the patterns and none of those that begin with `!`, as OpenSSH reads its pattern lists. */
export function matchesPatternList(patterns: readonly string[], name: string): boolean {
  const isNegated = patterns.some(
    (pattern) => pattern.startsWith('!') && matchesPattern(pattern.slice(1), name),
  );
  return !isNegated && patterns.some((pattern) => matchesPattern(pattern, name));
}

/**
 * Whether a name fits a pattern of `ssh_config` or `known_hosts`: `*` and `?`; everything else, brackets too, stands
 * for itself. Without regular expressions, whose backtracking a line of many stars would drive into exponential time.
 */
function matchesPattern(pattern: string, name: string): boolean {
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = n;
    } else if (pattern[p] === '?' || pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star !== -1) {
      p = star + 1;
      n = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

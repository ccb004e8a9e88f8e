/**
 * A value as `ssh_config` takes it, or undefined where no way of writing it means the same to every ssh: older ones know
 * no escapes inside quotation marks, and none takes a line break.
 */
export function configWord(text: string): string | undefined {
  if (text === '' || /[\p{Cc}"'\\]/u.test(text)) return undefined;
  return /[\s#=]/u.test(text) ? `"${text}"` : text;
}

/** The same for a path, in which ssh fills in `%` tokens and environment variables. */
export function configPath(path: string): string | undefined {
  // ssh takes slashes on Windows too, where a backslash may be one or the beginning of an escape.
  const slashed = /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path;
  if (slashed.includes('${') || slashed.startsWith('~')) return undefined;
  return configWord(slashed.replaceAll('%', '%%'));
}

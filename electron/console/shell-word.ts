/**
 * One word of a command that people paste into their shell: `sh` and its kin, on Windows `cmd` or PowerShell. Undefined
 * where no way of writing it is safe: a line break would run what comes before it, and the two shells of Windows have no
 * common way of writing what either of them fills in.
 */
export function shellWord(text: string, platform: NodeJS.Platform): string | undefined {
  if (text === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return undefined;
  // PowerShell takes typographic quotation marks for plain ones.
  if (platform === 'win32') return /["\u201C-\u201E%$`]/.test(text) ? undefined : `"${text}"`;
  return /^[\w./@+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

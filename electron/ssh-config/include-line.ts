import { ownFileName } from './own-file.ts';

const line = `Include ${ownFileName}`;

/** In how many ways people may write the same. */
const isInclude = /^[ \t]*include[ \t=]+"?(?:~\/\.ssh\/)?latchkey\.conf"?[ \t\r]*$/i;
const isBlock = /^[ \t]*(?:host|match)[ \t="]/i;

/** Whether the file includes Latchkey's, for every host: behind the first `Host` or `Match` it would not. */
export function includesOwnFile(text: string): boolean {
  const lines = text.split('\n');
  const first = lines.findIndex((each) => isBlock.test(each));
  return lines.slice(0, first === -1 ? lines.length : first).some((each) => isInclude.test(each));
}

/** The text with the line before everything else, in the file's own line ends; all other bytes as they were. */
export function withInclude(text: string): string {
  if (includesOwnFile(text)) return text;
  const lineEnd = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  return `${line}${lineEnd}${text}`;
}

/** The text without the line that `withInclude` puts there. One that was moved is its owner's, and does no harm. */
export function withoutInclude(text: string): string {
  const written = new RegExp(`^${line.replace('.', '\\.')}\\r?\\n`);
  return text.replace(written, '');
}

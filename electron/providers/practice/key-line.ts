/** The key itself of a line without options, in Base64: its name and its comment may differ. */
export function keyBlob(line: string): string {
  return line.split(' ')[1] ?? '';
}

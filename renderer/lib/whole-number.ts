/**
 * The number that a person has entered in digits, with or without the commas of the thousands that the texts write.
 * NaN for all else.
 */
export function wholeNumber(text: string): number {
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(text.trim()) ? text.replaceAll(',', '') : text;
  return /^\s*\d+\s*$/.test(digits) ? Number(digits) : Number.NaN;
}

import { decodeBase64, isPadded, type ArmouredBlock } from './armour.ts';

/**
 * A key in RFC 4716 whose BEGIN line, or whose END line, is damaged or missing. ssh-keygen does not look at them either: to
 * it whatever is no header and does not begin with four dashes is the key, up to a line that says END; without one, up
 * to the last line that ends.
 */
export function looseRfc4716(text: string): ArmouredBlock | undefined {
  const headers = new Map<string, string>();
  const body: string[] = [];
  let isContinued = false;
  for (const line of linesBeforeEnd(text)) {
    const colon: number = isContinued ? -1 : line.indexOf(': ');
    if (colon !== -1) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 2).trim());
    else if (!isContinued) body.push(line.trim());
    isContinued = (isContinued || colon !== -1) && line.endsWith('\\');
  }
  const base64 = body.join('');
  const content = base64.startsWith('AAAA') ? decodeBase64(base64) : undefined;
  if (content === undefined) return undefined;
  const label = 'SSH2 PUBLIC KEY';
  return { label, headers, content, isPadded: isPadded(base64, content), isWhole: true };
}

function linesBeforeEnd(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const end = lines.findIndex((line) => line.startsWith('----') && line.includes(' END '));
  return lines.slice(0, end).filter((line) => !line.startsWith('----'));
}

import type { CustomScheme } from 'electron';
import { notServed } from './not-served.ts';

/**
 * Chromium can't be taught a scheme from outside. `latchkey://app/index.html` is served to it as
 * `https://app.latchkey.invalid/index.html`: a real secure origin under a top level domain that never
 * resolves (RFC 6761, section 6.4). Only the page sees that; everything here speaks of the application's scheme.
 */
const suffix = '.invalid';

const schemes = new Set<string>();

export function registerScheme({ scheme, privileges = {} }: CustomScheme): void {
  if (!/^[a-z][a-z0-9-]*$/.test(scheme)) notServed(`the scheme ${scheme}`);
  // What an https origin is. Another kind of scheme would behave differently here than in Electron.
  if (!privileges.standard || !privileges.secure) notServed(`the scheme ${scheme}, not standard and secure`);
  if (privileges.bypassCSP) notServed(`the scheme ${scheme}, with bypassCSP`);
  schemes.add(scheme);
}

export function isRegistered(scheme: string): boolean {
  return schemes.has(scheme);
}

/** The same URL, origin, or text with such in it, as Chromium knows it. */
export function toChromium(text: string): string {
  let translated = text;
  for (const scheme of schemes)
    translated = translated
      .replace(new RegExp(`\\b${scheme}://([a-z0-9.-]+)`, 'gi'), `https://$1.${scheme}${suffix}`)
      // A scheme alone, as in a content security policy.
      .replace(new RegExp(`(^|[\\s;,])${scheme}:(?=$|[\\s;,])`, 'gi'), `$1https://*.${scheme}${suffix}`);
  return translated;
}

/** The way back. */
export function fromChromium(text: string): string {
  let translated = text;
  for (const scheme of schemes)
    translated = translated.replace(
      new RegExp(`\\bhttps://([a-z0-9.-]+)\\.${scheme}\\${suffix}(?![a-z0-9.-])`, 'gi'),
      `${scheme}://$1`,
    );
  return translated;
}

/** The registered scheme that a URL of Chromium's stands for. */
export function schemeOf(chromiumUrl: string): string | undefined {
  const { protocol, hostname } = new URL(chromiumUrl);
  if (protocol !== 'https:') return undefined;
  return [...schemes].find((scheme) => hostname.endsWith(`.${scheme}${suffix}`));
}

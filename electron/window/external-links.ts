import { shell } from 'electron';

/** The hosts that the application sends its user to. */
const allowedHosts: ReadonlySet<string> = new Set(['www.openssh.com', 'man.openbsd.org']);

/**
 * Whether a link may be handed to the operating system, which starts a program by the scheme alone. Only the
 * form that the URL parser itself writes is accepted, so that nobody reads it in another way.
 */
export function isAllowedLink(link: string): boolean {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined || url.href !== link) return false;
  return (
    url.protocol === 'https:' && allowedHosts.has(url.host) && url.username === '' && url.password === ''
  );
}

/** Opens a link of the list in the user's browser, and nothing else. */
export async function openExternalLink(link: string): Promise<void> {
  if (isAllowedLink(link)) await shell.openExternal(link);
}

import type { LoggedOnAccount } from './account.ts';
import type { SshdSettings } from './sshd-settings.ts';

/** The ends of a connection that decide whether the next one of its kind is taken. */
type Here = Pick<LoggedOnAccount, 'localAddress' | 'localPort'>;

const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '[::]']);

/** Whether sshd listens, by its settings, where this connection has come in. Where they do not say, it counts as so. */
export function listensHere(settings: SshdSettings, { localAddress, localPort }: Here): boolean {
  const places = (settings.get('listenaddress') ?? '').split(' ').filter((word) => word.includes(':'));
  if (places.length === 0 || localPort === '') return true;
  const [address = ''] = localAddress.split('%');
  const own = address.includes(':') ? `[${address}]` : address;
  return places.some((place) => {
    const at = place.lastIndexOf(':');
    const host = place.slice(0, at);
    return place.slice(at + 1) === localPort && (wildcards.has(host) || host === own);
  });
}

/** Options by which sshd is told on its command line where to listen: then its configuration does not decide that. */
const places = [
  /(?:^|[\0 ])-[46DGQRTVdeiqrt]*p/,
  /(?:^|[\0 ])-[46DGQRTVdeiqrt]*o[\0 ]*(?:port|listenaddress)\b/i,
];

/**
 * @param commandLine of the process that listens; empty where there is none, because another program listens for it
 */
export function listensByConfiguration(commandLine: string): boolean {
  return commandLine !== '' && !places.some((place) => place.test(commandLine));
}

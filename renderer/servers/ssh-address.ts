import { hostProblem, portProblem, userProblem } from '../../shared/model/server.ts';

/** What people copy to reach a server, taken apart; what it does not name is left out. */
export interface SshAddress {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
}

/**
 * Reads `root@host:2222`, `[2001:db8::1]:2222`, `ssh://root@host:2222` and `ssh -p 2222 -l root host`. Undefined for a
 * host alone, which there is nothing to take apart in, and for everything that is not wholly understood.
 */
export function readSshAddress(text: string): SshAddress | undefined {
  const trimmed = text.trim();
  const uri = /^ssh:\/\/([^/]+)\/?$/i.exec(trimmed);
  if (uri?.[1] !== undefined) return readPlace(uri[1]);
  const command = /^ssh\s+(.+)$/.exec(trimmed);
  if (command?.[1] !== undefined) return readCommand(command[1]);
  const place = /\s/.test(trimmed) ? undefined : readPlace(trimmed);
  return place && (place.port !== undefined || place.user !== undefined) ? place : undefined;
}

/** `[user@]host[:port]`, an IPv6 address with a port in brackets. */
function readPlace(text: string): SshAddress | undefined {
  const at = text.lastIndexOf('@');
  const user = at === -1 ? undefined : text.slice(0, at);
  const place = /^(?:\[([^\]]*)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text.slice(at + 1));
  if (place) return checked({ host: place[1] ?? place[2] ?? '', port: place[3], user });
  return checked({ host: text.slice(at + 1), port: undefined, user });
}

/** What is behind `ssh`: its options for port and user, each at most once, and one place. */
function readCommand(text: string): SshAddress | undefined {
  const words = text.replace(/(^|\s)(-[pl])\s+/g, '$1$2').split(/\s+/);
  const [place, ...places] = words.filter((word) => !/^-[pl]/.test(word));
  const [port, ...ports] = words.filter((word) => word.startsWith('-p'));
  const [user, ...users] = words.filter((word) => word.startsWith('-l'));
  if (place === undefined || [places, ports, users].some(({ length }) => length > 0)) return undefined;
  return withOptions(readPlace(place), port?.slice(2), user?.slice(2));
}

/** ssh takes no `host:port` as its argument, and of two users the one of the place. */
function withOptions(
  place: SshAddress | undefined,
  port: string | undefined,
  user: string | undefined,
): SshAddress | undefined {
  if (!place || place.port !== undefined) return undefined;
  return checked({ host: place.host, port, user: place.user ?? user });
}

interface Parts {
  readonly host: string;
  readonly port: string | undefined;
  readonly user: string | undefined;
}

function checked({ host, port, user }: Parts): SshAddress | undefined {
  if (hostProblem(host) !== undefined) return undefined;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && portProblem(Number(port)) === undefined))
    return undefined;
  if (user !== undefined && userProblem(user) !== undefined) return undefined;
  return {
    host,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(user === undefined ? {} : { user }),
  };
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { comparableBlob } from '../keys/public-key.ts';
import { WireReader } from '../keys/wire.ts';
import { matchesPatternList } from './host-pattern.ts';
import type { HostKey } from './target.ts';

type PinnedKey = Pick<HostKey, 'type' | 'blob'>;

/** What a known_hosts file says of one host and port. */
export interface KnownHostKeys {
  /** Without the revoked ones. */
  readonly keys: readonly PinnedKey[];
  /** `@revoked`: never to be trusted, whatever else says so. */
  readonly revoked: readonly PinnedKey[];
  /** `@cert-authority`: sign the certificates of hosts; they are no host keys themselves. */
  readonly certificateAuthorities: readonly PinnedKey[];
}

interface Line {
  readonly marker: string;
  readonly hosts: string;
  readonly key: PinnedKey;
}

/**
 * The text of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain, wildcard and hashed names, and
 * `[host]:port` for other ports than 22. Lines that can't be read are passed over, as ssh does.
 */
export class KnownHosts {
  readonly #lines: readonly Line[];

  constructor(text: string) {
    this.#lines = text.split('\n').flatMap((line) => readLine(line) ?? []);
  }

  of(host: string, port: number): KnownHostKeys {
    const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
    const matching = this.#lines.filter((line) => isAbout(line.hosts, name));
    const withMarker = (marker: string): PinnedKey[] =>
      matching.filter((line) => line.marker === marker).map((line) => comparable(line.key));
    const revoked = withMarker('@revoked');
    const isRevoked = (key: PinnedKey): boolean => revoked.some(({ blob }) => blob === key.blob);
    return {
      keys: withMarker('').filter((key) => !isRevoked(key)),
      revoked,
      certificateAuthorities: withMarker('@cert-authority'),
    };
  }
}

/** As ssh does, a key is compared with what a server shows whatever zeros are in front of its numbers. */
function comparable({ type, blob }: PinnedKey): PinnedKey {
  return { type, blob: comparableBlob(Buffer.from(blob, 'base64')).toString('base64') };
}

function readLine(text: string): Line | undefined {
  const words = text.split(/[ \t\r]+/).filter((word) => word !== '');
  const marker = words[0]?.startsWith('@') === true ? words.shift() : '';
  const [hosts, type, blob] = words;
  if (hosts === undefined || hosts.startsWith('#') || type === undefined || blob === undefined)
    return undefined;
  return isKey(type, blob) ? { marker: marker ?? '', hosts, key: { type, blob } } : undefined;
}

/** Whether the Base64 is a key of the type that stands before it, in the one way that Base64 can be written. */
function isKey(type: string, blob: string): boolean {
  const bytes = Buffer.from(blob, 'base64');
  if (bytes.toString('base64') !== blob) return false;
  try {
    return new WireReader(bytes).text() === type;
  } catch {
    return false;
  }
}

function isAbout(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name);
  return matchesPatternList(hosts.toLowerCase().split(','), name);
}

/** `|1|salt|HMAC-SHA1 of the name|`, both in Base64. */
function isHashOf(hosts: string, name: string): boolean {
  const [, version, salt = '', hash = ''] = hosts.split('|');
  if (version !== '1') return false;
  const expected = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  const given = Buffer.from(hash, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

import type { Socket } from 'node:net';
import { AppError } from '../../shared/ipc/result.ts';
import { WireReader } from '../keys/wire.ts';

/** What a server says of itself in plain text, before anything is encrypted (RFC 4253 sections 4.2 and 7.1). */
export interface ServerOffer {
  /** After `SSH-2.0-`, without comments; what a server writes, cut to printable ASCII. */
  readonly software: string;
  readonly keyExchange: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly mac: readonly string[];
}

/** Far more than any server needs to get to the end of its first packet. */
const maxBytes = 128 * 1024;
const messageKexInit = 20;

export type OfferState =
  | { readonly kind: 'incomplete'; readonly identified: boolean }
  | { readonly kind: 'complete'; readonly offer: ServerOffer }
  | { readonly kind: 'malformed' };

/** Follows the first bytes of a server. Holds at most `maxBytes`, and nothing once it has come to an end. */
export class OfferReader {
  #bytes = Buffer.alloc(0);
  state: OfferState = { kind: 'incomplete', identified: false };

  push(chunk: Buffer): OfferState {
    if (this.state.kind !== 'incomplete') return this.state;
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    this.state = readOffer(this.#bytes);
    if (this.state.kind === 'incomplete' && this.#bytes.length > maxBytes) this.state = { kind: 'malformed' };
    if (this.state.kind !== 'incomplete') this.#bytes = Buffer.alloc(0);
    return this.state;
  }
}

/**
 * Reads along on a socket that nobody reads yet, up to the end of the server's first packet.
 * @param onEnd called once, before the next reader sees the bytes that end it
 */
export function watchOffer(socket: Socket, onEnd: (state: OfferState) => void): OfferReader {
  const reader = new OfferReader();
  // A paused socket stays paused when a listener is added: the bytes come when the next reader resumes it.
  socket.pause();
  const onData = (chunk: Buffer): void => {
    if (reader.push(chunk).kind === 'incomplete') return;
    socket.off('data', onData);
    onEnd(reader.state);
  };
  socket.on('data', onData);
  return reader;
}

/** Reads greeting lines, the identification line and the KEXINIT packet. */
export function readOffer(bytes: Buffer): OfferState {
  const identification = findIdentification(bytes);
  if (identification === undefined) return { kind: 'incomplete', identified: false };
  const packet = bytes.subarray(identification.end);
  if (packet.length < 4) return { kind: 'incomplete', identified: true };
  const length = packet.readUInt32BE(0);
  if (length < 2 || length > maxBytes) return { kind: 'malformed' };
  if (packet.length < 4 + length) return { kind: 'incomplete', identified: true };
  return readKexInit(packet.subarray(4, 4 + length), identification.software);
}

function findIdentification(bytes: Buffer): { software: string; end: number } | undefined {
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const line = bytes.subarray(start, end).toString('latin1');
    start = end + 1;
    if (line.startsWith('SSH-')) return { software: softwareOf(line), end: start };
  }
  return undefined;
}

function softwareOf(line: string): string {
  const [, software = ''] = /^SSH-[^-]*-([!-~]{0,100})/.exec(line) ?? [];
  return software;
}

function readKexInit(packet: Buffer, software: string): OfferState {
  const padding = packet[0] ?? 0;
  const payload = packet.subarray(1, packet.length - padding);
  if (payload[0] !== messageKexInit) return { kind: 'malformed' };
  const reader = new WireReader(payload.subarray(17));
  const names = (): string[] => reader.text().split(',');
  try {
    const [keyExchange, hostKey, cipher] = [names(), names(), names()];
    names();
    return { kind: 'complete', offer: { software, keyExchange, hostKey, cipher, mac: names() } };
  } catch {
    return { kind: 'malformed' };
  }
}

/** Whether the server protects the handshake against dropped and injected packets (CVE-2023-48795, Terrapin). */
export function hasStrictKeyExchange(offer: ServerOffer): boolean {
  return offer.keyExchange.includes('kex-strict-s-v00@openssh.com');
}

/** What is missing on a server that is refused for its algorithms. */
export type Missing = keyof Omit<ServerOffer, 'software'> | 'strictKeyExchange';

/** `server-algorithms-refused` with what is missing and what there was instead. */
export function algorithmsRefused(
  address: { readonly host: string; readonly port: number },
  missing: Missing,
  offer: ServerOffer | undefined,
): AppError {
  const offered = offer?.[missing === 'strictKeyExchange' ? 'keyExchange' : missing] ?? [];
  const readable = offered.filter((name) => /^[!-~]{1,64}$/.test(name)).slice(0, 32);
  return new AppError('server-algorithms-refused', { ...address, reason: missing, offered: readable });
}

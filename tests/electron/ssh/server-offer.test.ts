import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireString } from '../../../electron/keys/wire.ts';
import { hasStrictKeyExchange, OfferReader, readOffer } from '../../../electron/ssh/server-offer.ts';

const lists = [
  'curve25519-sha256,kex-strict-s-v00@openssh.com',
  'ssh-ed25519',
  'aes256-ctr',
  'aes128-ctr',
  'hmac-sha2-256',
];

function packet(message: number, payload: Buffer): Buffer {
  const padding = Buffer.alloc(8);
  const body = Buffer.concat([Buffer.from([padding.length, message]), payload, padding]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

const kexInit = packet(20, Buffer.concat([Buffer.alloc(16), ...lists.map(wireString), Buffer.alloc(40)]));
const greeting = Buffer.from('Welcome\r\nto this\nSSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
const opening = Buffer.concat([greeting, kexInit]);

describe('what a server offers', () => {
  it('is read after its greeting, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: opening.length }), (size) => {
        const reader = new OfferReader();
        for (let at = 0; at < opening.length; at += size) reader.push(opening.subarray(at, at + size));
        expect(reader.state).toEqual({
          kind: 'complete',
          offer: {
            software: 'OpenSSH_9.2p1',
            keyExchange: ['curve25519-sha256', 'kex-strict-s-v00@openssh.com'],
            hostKey: ['ssh-ed25519'],
            cipher: ['aes256-ctr'],
            mac: ['hmac-sha2-256'],
          },
        });
      }),
    );
  });

  it('T3: shows whether the handshake is strict', () => {
    const state = readOffer(opening);
    const offer = state.kind === 'complete' ? state.offer : undefined;
    expect(offer && hasStrictKeyExchange(offer)).toBe(true);
    expect(offer && hasStrictKeyExchange({ ...offer, keyExchange: ['kex-strict-c-v00@openssh.com'] })).toBe(
      false,
    );
  });

  it('T4: is malformed when the first packet is another one, or of an impossible length', () => {
    expect(readOffer(Buffer.concat([greeting, packet(2, Buffer.alloc(20))])).kind).toBe('malformed');
    expect(readOffer(Buffer.concat([greeting, Buffer.from([0xff, 0xff, 0xff, 0xff])])).kind).toBe(
      'malformed',
    );
    expect(readOffer(Buffer.concat([greeting, packet(20, Buffer.alloc(3))])).kind).toBe('malformed');
  });

  it('T4: is given up when the greeting does not end', () => {
    const reader = new OfferReader();
    for (let i = 0; i < 10; i++) reader.push(Buffer.alloc(20_000, 'banner\n'));
    expect(reader.state.kind).toBe('malformed');
  });

  it('keeps only printable characters of the name', () => {
    const state = readOffer(Buffer.concat([Buffer.from('SSH-2.0-evil\u001b[2J<b>\r\n'), kexInit]));
    expect(state.kind === 'complete' && state.offer.software).toBe('evil');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readOffer(Buffer.concat([greeting, bytes])).kind).not.toBe('complete');
      }),
    );
  });
});

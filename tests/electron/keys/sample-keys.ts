import { wireString } from '../../../electron/keys/wire.ts';
import { publicLine } from '../../../electron/keys/public-line.ts';
import { publicLines } from '../../vectors/public-lines.ts';

/** The wire form of a public line. */
export function blobOf(line: string): Buffer {
  return Buffer.from(line.split(' ')[1] ?? '', 'base64');
}

/** The wire form's strings, one after the other. */
export function partsOf(blob: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let offset = 0; offset < blob.length;) {
    const end = offset + 4 + blob.readUInt32BE(offset);
    parts.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return parts;
}

export function blobFrom(...parts: (Buffer | string)[]): Buffer {
  return Buffer.concat(parts.map(wireString));
}

/** Security keys need the device to be made, so theirs are put together from the key of another type. */
function securityKeyLine(algorithm: string, line: string): string {
  const parts = partsOf(blobOf(line)).slice(1);
  return publicLine({ algorithm, blob: blobFrom(algorithm, ...parts, 'ssh:') }, 'me@example');
}

/** One public line of every type that is accepted. */
export const sampleLines = {
  ...publicLines,
  'ecdsa-sk': securityKeyLine('sk-ecdsa-sha2-nistp256@openssh.com', publicLines['ecdsa-256']),
  'ed25519-sk': securityKeyLine('sk-ssh-ed25519@openssh.com', publicLines.ed25519),
} as const;

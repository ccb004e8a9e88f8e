import { fingerprintSha256 } from '../keys/fingerprint.ts';
import { WireReader } from '../keys/wire.ts';
import type { HostKey } from './target.ts';

/** Reads the wire form of a host key, as a server shows it. Throws when it does not begin with a type. */
export function describeHostKey(blob: Buffer): HostKey {
  return {
    type: new WireReader(blob).text(),
    blob: blob.toString('base64'),
    sha256: fingerprintSha256(blob),
  };
}

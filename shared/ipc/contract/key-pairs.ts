import * as z from 'zod/mini';
import { KeyPairId, RegionId } from '../../model/ids.ts';
import { KeyPair, KeySpec, PublicKeyInfo } from '../../model/key-pair.ts';
import { PrivateKeyFileChoice } from '../../model/private-key-file.ts';
import { done, text } from './fields.ts';

export const keyPairChannels = {
  'key-pairs:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(KeyPair) },
  /**
   * Generates, stores in the keychain, and saves the private key: as `<name>.pem` where no `file` was chosen. A failed
   * save is in `download`, not an error.
   */
  'key-pairs:create': {
    request: z.strictObject({
      regionId: RegionId,
      name: text,
      spec: KeySpec,
      file: z.optional(PrivateKeyFileChoice),
    }),
    response: z.object({
      keyPair: KeyPair,
      download: z.discriminatedUnion('saved', [
        z.object({ saved: z.literal(true), path: z.string() }),
        z.object({ saved: z.literal(false), code: z.string() }),
      ]),
    }),
  },
  'key-pairs:import': {
    request: z.strictObject({
      regionId: RegionId,
      name: text,
      publicKey: z.string().check(z.maxLength(65536)),
    }),
    response: KeyPair,
  },
  'key-pairs:read-public-key': {
    request: z.strictObject({ text: z.string().check(z.maxLength(65536)) }),
    response: PublicKeyInfo,
  },
  /** Asks with a native save dialog; works once. */
  'key-pairs:download': {
    request: z.strictObject({ keyPairId: KeyPairId, file: z.optional(PrivateKeyFileChoice) }),
    response: z.object({ path: z.string() }),
  },
  /** Asks with a native save dialog; null when that was closed. */
  'key-pairs:save-public-key': {
    request: z.strictObject({ keyPairId: KeyPairId }),
    response: z.object({ path: z.nullable(z.string()) }),
  },
  'key-pairs:delete': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  'key-pairs:copy-public-key': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  'key-pairs:copy-fingerprint': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
} as const;

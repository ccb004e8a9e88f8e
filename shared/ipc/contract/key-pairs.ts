import * as z from 'zod/mini';
import { KeyPairId, RegionId } from '../../model/ids.ts';
import { ErrorFacts } from '../../model/job.ts';
import { KeyFileHandle, KeyFileSummary } from '../../model/key-file.ts';
import { KeyPair, KeySpec } from '../../model/key-pair.ts';
import { passphraseLength, PrivateKeyFileChoice } from '../../model/private-key-file.ts';
import { done, nothing, text } from './fields.ts';

/** Beyond the longest file that is read, so that the reader says itself what is wrong. */
const maxKeyText = 4 * 1024 * 1024;

export const keyPairChannels = {
  'key-pairs:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(KeyPair) },
  /** Begins to generate what the next `key-pairs:create` may ask for; null forgets what was prepared. */
  'key-pairs:prepare': { request: z.strictObject({ spec: z.nullable(KeySpec) }), response: done },
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
        z.object({ saved: z.literal(false), code: z.string(), details: ErrorFacts }),
      ]),
    }),
  },
  'key-pairs:import': {
    request: z.union([
      z.strictObject({
        regionId: RegionId,
        name: text,
        publicKey: z.string().check(z.maxLength(65536)),
      }),
      z.strictObject({
        regionId: RegionId,
        name: text,
        handle: KeyFileHandle,
        /** Which of the keys that the summary lists; 0 for a private key. */
        index: z.int().check(z.nonnegative()),
        /** Keeps the passphrase that has opened the file, in the keychain, for the one download. */
        keepPassphrase: z.optional(z.boolean()),
      }),
    ]),
    response: KeyPair,
  },
  /** Reads pasted text, of a public or a private key. */
  'key-pairs:read-key': {
    request: z.strictObject({ text: z.string().check(z.maxLength(maxKeyText)) }),
    response: KeyFileSummary,
  },
  /** Asks with a native dialog; null when that was closed. */
  'key-pairs:choose-key-file': { request: nothing, response: z.nullable(KeyFileSummary) },
  /** Reads the text on the clipboard, which does not come to the page. */
  'key-pairs:read-clipboard': { request: nothing, response: KeyFileSummary },
  /** Called by the preload alone. */
  'key-pairs:read-dropped-file': {
    request: z.strictObject({ path: z.string().check(z.minLength(1), z.maxLength(32768)) }),
    response: KeyFileSummary,
  },
  /** Opens an encrypted private key that is held. */
  'key-pairs:unlock-key': {
    request: z.strictObject({
      handle: KeyFileHandle,
      passphrase: z.string().check(z.maxLength(passphraseLength.max)),
    }),
    response: KeyFileSummary,
  },
  'key-pairs:release-key': { request: z.strictObject({ handle: KeyFileHandle }), response: done },
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
  /** Shows the private key file that was saved in the file manager. Error: `file-not-readable` where it is gone. */
  'key-pairs:show-file': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  'key-pairs:delete': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  'key-pairs:copy-public-key': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  /** SHA256 where nothing else is asked for. */
  'key-pairs:copy-fingerprint': {
    request: z.strictObject({ keyPairId: KeyPairId, hash: z.optional(z.enum(['sha256', 'md5'])) }),
    response: done,
  },
} as const;

import * as z from 'zod/mini';
import { AuthorizedKeyRef, AuthorizedKeysView } from '../../model/authorized-key.ts';
import { KeyPairId, ServerId } from '../../model/ids.ts';
import { LogonSecrets } from '../../model/logon-input.ts';
import { done } from './fields.ts';

/** One line `algorithm base64 comment`, as it was listed: nothing else of the page's gets to the clipboard. */
const KeyLineText = z
  .string()
  .check(
    z.maxLength(65536),
    z.regex(/^[a-z][a-z0-9@.-]* [A-Za-z0-9+/]+={0,2}(?: [^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*)?$/u),
  );

export const authorizedKeysChannels = {
  'authorized-keys:list': {
    request: z.strictObject({ serverId: ServerId, secrets: z.optional(LogonSecrets) }),
    response: AuthorizedKeysView,
  },
  'authorized-keys:add': {
    request: z.strictObject({
      serverId: ServerId,
      keyPairId: KeyPairId,
      secrets: z.optional(LogonSecrets),
    }),
    response: AuthorizedKeysView,
  },
  'authorized-keys:remove': {
    request: z.strictObject({
      serverId: ServerId,
      line: AuthorizedKeyRef,
      /** Remove it even where no other way in could be proven. */
      evenIfLastWayIn: z.boolean(),
      secrets: z.optional(LogonSecrets),
    }),
    response: AuthorizedKeysView,
  },
  /** Copies a line, or the fingerprint of its key. */
  'authorized-keys:copy': {
    request: z.strictObject({ publicLine: KeyLineText, part: z.enum(['line', 'fingerprint']) }),
    response: done,
  },
} as const;

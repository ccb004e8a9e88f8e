import * as z from 'zod/mini';
import { AuthorizedKeyRef, AuthorizedKeysView } from '../../model/authorized-key.ts';
import { KeyPairId, ServerId } from '../../model/ids.ts';
import { LogonSecrets } from '../../model/logon-input.ts';

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
} as const;

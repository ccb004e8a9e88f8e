import * as z from 'zod/mini';
import { KeyPairId, RegionId } from '../../model/ids.ts';
import {
  SshConfigImported,
  SshConfigListing,
  SshConfigPlan,
  SshConfigSubject,
} from '../../model/ssh-config.ts';
import { done, text } from './fields.ts';

export const sshConfigChannels = {
  /** Reads the user's `~/.ssh/config` and says what it would add to the region. */
  'ssh-config:list': { request: z.strictObject({ regionId: RegionId }), response: SshConfigListing },
  /** Adds the named ones, as they were listed; connects to none. */
  'ssh-config:import': {
    request: z.strictObject({
      regionId: RegionId,
      aliases: z.array(text).check(z.minLength(1), z.maxLength(10000)),
      token: text,
    }),
    response: SshConfigImported,
  },
  /** What would be written for bound servers, as a diff; with `remove`, what would be taken out. Writes nothing. */
  'ssh-config:plan': {
    request: z.strictObject({ subject: SshConfigSubject, remove: z.boolean() }),
    response: SshConfigPlan,
  },
  /** Writes what was planned, if it would still be the same. */
  'ssh-config:apply': {
    request: z.strictObject({ subject: SshConfigSubject, remove: z.boolean(), token: text }),
    response: done,
  },
  /** Asks with a native dialog where a key pair's private key file is; false when that was closed. */
  'ssh-config:choose-identity-file': {
    request: z.strictObject({ keyPairId: KeyPairId }),
    response: z.object({ isChosen: z.boolean() }),
  },
} as const;

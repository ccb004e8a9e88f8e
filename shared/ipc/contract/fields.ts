import * as z from 'zod/mini';
import { ServerId } from '../../model/ids.ts';
import { LogonSecrets } from '../../model/logon-input.ts';

/** Free text from a field. Longer than any rule allows, so that the rule answers with its own code. */
export const text = z.string().check(z.maxLength(4096));

export const nothing = z.strictObject({});
export const done = z.object({});

/** What the user was asked for, for each server that needs it. */
export const askedSecrets = z.array(z.strictObject({ serverId: ServerId, ...LogonSecrets.shape }));

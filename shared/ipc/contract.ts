import type * as z from 'zod/mini';
import type { Channel } from './channels.ts';
import { activityChannels } from './contract/activity.ts';
import { appChannels } from './contract/app.ts';
import { authorizedKeysChannels } from './contract/authorized-keys.ts';
import { jobChannels } from './contract/jobs.ts';
import { keyPairChannels } from './contract/key-pairs.ts';
import { regionChannels } from './contract/regions.ts';
import { serverChannels } from './contract/servers.ts';
import { settingsChannels } from './contract/settings.ts';
import { sshConfigChannels } from './contract/ssh-config.ts';

/** Channel -> request and reply, a file a domain. Every type of the wire is read off this table. */
export const contract = {
  ...appChannels,
  ...regionChannels,
  ...keyPairChannels,
  ...serverChannels,
  ...authorizedKeysChannels,
  ...jobChannels,
  ...activityChannels,
  ...settingsChannels,
  ...sshConfigChannels,
} as const satisfies Record<Channel, { request: z.ZodMiniType; response: z.ZodMiniType }>;

export type Contract = typeof contract;
export type Request<C extends Channel> = z.infer<Contract[C]['request']>;
export type Response<C extends Channel> = z.infer<Contract[C]['response']>;

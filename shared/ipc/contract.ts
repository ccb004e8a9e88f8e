import * as z from 'zod/mini';
import { ActivityEntry, ActivityFilter, ActivityFormat, ActivityId } from '../model/activity.ts';
import { AuthorizedKeyRef, AuthorizedKeysView, Drift } from '../model/authorized-key.ts';
import { JobId, KeyPairId, RegionId, ServerId } from '../model/ids.ts';
import { Job } from '../model/job.ts';
import { KeyPair, KeySpec, PublicKeyInfo } from '../model/key-pair.ts';
import { ProviderKind, RegionView } from '../model/region.ts';
import { Effect, HostKeyFingerprint, Server } from '../model/server.ts';
import { KeychainState, SettingsChange, SettingsView } from '../model/settings.ts';
import { AppStatus } from '../model/app-status.ts';
import { LogonInput, LogonSecrets } from '../model/logon-input.ts';
import type { Channel } from './channels.ts';

/** Free text from a field. Longer than any rule allows, so that the rule answers with its own code. */
const text = z.string().check(z.maxLength(4096));
const serverFields = { name: text, host: text, port: z.int(), user: text };
const nothing = z.strictObject({});
const done = z.object({});

/** Channel -> request and reply. Every type of the wire is read off this table. */
export const contract = {
  'app:status': { request: nothing, response: AppStatus },
  /** Sets a damaged store aside and goes on with its backup; the page is loaded anew then. */
  'app:restore-backup': { request: nothing, response: done },
  /** Sets a damaged store aside for which there is no backup, and goes on with an empty one. */
  'app:start-anew': { request: nothing, response: done },

  'regions:list': { request: nothing, response: z.array(RegionView) },
  'regions:create': {
    request: z.strictObject({ name: text, provider: ProviderKind }),
    response: RegionView,
  },
  'regions:rename': { request: z.strictObject({ regionId: RegionId, name: text }), response: RegionView },
  'regions:set-limit': {
    request: z.strictObject({ regionId: RegionId, keyPairLimit: z.number() }),
    response: RegionView,
  },
  /** Where the provider lists the servers, its records and key pairs go with it; else it has to be empty. */
  'regions:remove': { request: z.strictObject({ regionId: RegionId }), response: done },

  'key-pairs:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(KeyPair) },
  /** Generates, stores in the keychain, and saves `<name>.pem`. A failed save is in `download`, not an error. */
  'key-pairs:create': {
    request: z.strictObject({ regionId: RegionId, name: text, spec: KeySpec }),
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
    request: z.strictObject({ keyPairId: KeyPairId }),
    response: z.object({ path: z.string() }),
  },
  'key-pairs:delete': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  'key-pairs:copy-public-key': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },
  'key-pairs:copy-fingerprint': { request: z.strictObject({ keyPairId: KeyPairId }), response: done },

  'servers:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(Server) },
  /** Logs on, reads the machine and saves the server; on any error nothing is saved. */
  'servers:add': {
    request: z.strictObject({
      regionId: RegionId,
      ...serverFields,
      logon: LogonInput,
      acceptedHostKey: z.optional(HostKeyFingerprint),
      /** Save it although it can't be reached: its status is then Stopped. */
      evenIfUnreachable: z.boolean(),
    }),
    response: Server,
  },
  /** Without `logon` the present way to log on stays as it is. */
  'servers:edit': {
    request: z.strictObject({
      serverId: ServerId,
      ...serverFields,
      logon: z.optional(LogonInput),
      acceptedHostKey: z.optional(HostKeyFingerprint),
      evenIfUnreachable: z.boolean(),
    }),
    response: Server,
  },
  'servers:remove': { request: z.strictObject({ serverId: ServerId }), response: done },
  'servers:refresh': {
    request: z.strictObject({ serverId: ServerId, secrets: z.optional(LogonSecrets) }),
    response: Server,
  },
  /** Pins the host key that the server shows now, when it is the one the user has seen and accepted. */
  'servers:accept-host-key': {
    request: z.strictObject({ serverId: ServerId, hostKey: HostKeyFingerprint }),
    response: done,
  },
  'servers:choose-key-file': { request: nothing, response: z.object({ path: z.nullable(z.string()) }) },
  'servers:copy-ssh-command': { request: z.strictObject({ serverId: ServerId }), response: done },
  'servers:bind': {
    request: z.strictObject({
      keyPairId: KeyPairId,
      serverIds: z.array(ServerId).check(z.minLength(1), z.maxLength(10000)),
      effect: Effect,
      secrets: z.array(z.strictObject({ serverId: ServerId, ...LogonSecrets.shape })),
    }),
    response: Job,
  },
  'servers:unbind': {
    request: z.strictObject({
      keyPairId: KeyPairId,
      serverIds: z.array(ServerId).check(z.minLength(1), z.maxLength(10000)),
      effect: Effect,
      /** Remove the key even where no other way in could be proven. */
      evenIfLastWayIn: z.boolean(),
      secrets: z.array(z.strictObject({ serverId: ServerId, ...LogonSecrets.shape })),
    }),
    response: Job,
  },
  /** Puts what is pending on a server into force, or restarts or reloads it when nothing is. */
  'servers:take-effect': {
    request: z.strictObject({
      serverId: ServerId,
      effect: z.enum(['reload', 'restart']),
      secrets: z.optional(LogonSecrets),
    }),
    response: Job,
  },
  'servers:verify-logon': {
    request: z.strictObject({ serverId: ServerId, secrets: z.optional(LogonSecrets) }),
    response: Job,
  },
  'servers:enable-password-logon': {
    request: z.strictObject({ serverId: ServerId, effect: Effect, secrets: z.optional(LogonSecrets) }),
    response: Job,
  },

  /** Looks at a server and says where it differs from its record. Changes nothing there. */
  'servers:inspect': {
    request: z.strictObject({ serverId: ServerId, secrets: z.optional(LogonSecrets) }),
    response: Drift,
  },

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

  'jobs:list': { request: z.strictObject({ regionId: RegionId }), response: z.array(Job) },
  /** Runs a finished job again for the servers on which it failed. */
  'jobs:retry': {
    request: z.strictObject({
      jobId: JobId,
      secrets: z.array(z.strictObject({ serverId: ServerId, ...LogonSecrets.shape })),
    }),
    response: Job,
  },

  /** Newest first, over all regions. */
  'activity:list': { request: nothing, response: z.array(ActivityEntry) },
  'activity:job': { request: z.strictObject({ activityId: ActivityId }), response: z.nullable(Job) },
  /** Asks with a native save dialog; `path` is null when it was closed. */
  'activity:export': {
    request: z.strictObject({ format: ActivityFormat, filter: ActivityFilter }),
    response: z.object({ path: z.nullable(z.string()), count: z.int() }),
  },

  'settings:get': { request: nothing, response: SettingsView },
  'settings:set': { request: SettingsChange, response: SettingsView },
  'settings:choose-downloads-folder': { request: nothing, response: SettingsView },
  'settings:reset-downloads-folder': { request: nothing, response: SettingsView },
  'settings:forget-host-keys': { request: nothing, response: SettingsView },
  'settings:check-keychain': { request: nothing, response: z.object({ state: KeychainState }) },
  'settings:copy-diagnostics': { request: nothing, response: done },
  'settings:show-data-folder': { request: nothing, response: done },
} as const satisfies Record<Channel, { request: z.ZodMiniType; response: z.ZodMiniType }>;

export type Contract = typeof contract;
export type Request<C extends Channel> = z.infer<Contract[C]['request']>;
export type Response<C extends Channel> = z.infer<Contract[C]['response']>;

import * as z from 'zod/mini';
import { KeyPairId, RegionId, SaveAttemptId, ServerId } from '../../model/ids.ts';
import { Job } from '../../model/job.ts';
import { LogonInput, LogonSecrets } from '../../model/logon-input.ts';
import { Effect, HostKeyFingerprint, Server } from '../../model/server.ts';
import { askedSecrets, done, nothing, text } from './fields.ts';

const serverFields = { name: text, host: text, port: z.int(), user: text };

const hostKeyWord = z.string().check(z.maxLength(200), z.regex(/^[!-~]+$/));
const serverIds = z.array(ServerId).check(z.minLength(1), z.maxLength(10000));

export const serverChannels = {
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
      attempt: z.optional(SaveAttemptId),
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
      /** Save it although it is another machine or account: what was bound to the former one is no longer recorded. */
      forgetBinding: z.optional(z.boolean()),
      attempt: z.optional(SaveAttemptId),
    }),
    response: Server,
  },
  /** Calls off an add or edit that is under way: nothing of it is saved, unless it was saved already. */
  'servers:cancel-save': { request: z.strictObject({ attempt: SaveAttemptId }), response: done },
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
  /** Copies host keys as they were shown, one line each with its server, for comparing them elsewhere. */
  'servers:copy-host-keys': {
    request: z.strictObject({
      shown: z
        .array(z.strictObject({ serverId: ServerId, type: hostKeyWord, sha256: hostKeyWord }))
        .check(z.minLength(1), z.maxLength(10000)),
    }),
    response: done,
  },
  /** The host keys that are accepted for the server's address, by the user here or in `known_hosts`. */
  'servers:host-keys': {
    request: z.strictObject({ serverId: ServerId }),
    response: z.array(HostKeyFingerprint),
  },
  /** Copies the fingerprint of a host key that is shown, or the command that prints it on the server. */
  'servers:copy-host-key-part': {
    request: z.strictObject({
      part: z.enum(['fingerprint', 'command']),
      hostKey: z.strictObject({ type: hostKeyWord, sha256: hostKeyWord }),
    }),
    response: done,
  },
  'servers:choose-key-file': { request: nothing, response: z.object({ path: z.nullable(z.string()) }) },
  /** `user@host`, with the port where it is not SSH's own. */
  'servers:copy-address': { request: z.strictObject({ serverId: ServerId }), response: done },
  /** What a person would type to log on. */
  'servers:ssh-command': {
    request: z.strictObject({ serverId: ServerId }),
    response: z.object({
      command: z.string(),
      /** The key pair whose private key file the command has to name and does not, because it is not known. */
      keyFileOf: z.nullable(z.string()),
    }),
  },
  'servers:copy-ssh-command': {
    request: z.strictObject({ serverId: ServerId }),
    /** The key pair whose private key file the command has to name and does not, because it is not known. */
    response: z.object({ keyFileOf: z.nullable(z.string()) }),
  },
  /** Opens the system's terminal with the `ssh` command. */
  'servers:open-terminal': { request: z.strictObject({ serverId: ServerId }), response: done },
  'servers:bind': {
    request: z.strictObject({
      keyPairId: KeyPairId,
      serverIds: z.array(ServerId).check(z.minLength(1), z.maxLength(10000)),
      effect: Effect,
      secrets: askedSecrets,
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
      secrets: askedSecrets,
    }),
    response: Job,
  },
  /** Puts what is pending on each server into force, or restarts or reloads it when nothing is. */
  'servers:take-effect': {
    request: z.strictObject({
      serverIds: z.array(ServerId).check(z.minLength(1), z.maxLength(10000)),
      effect: z.enum(['reload', 'restart']),
      secrets: askedSecrets,
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
  /** Looks at servers and says where they differ from their records. Changes nothing there. */
  'servers:inspect': {
    request: z.strictObject({ serverIds, secrets: askedSecrets }),
    response: Job,
  },
  /** Reads status, system and SSH settings of servers anew. Changes nothing there. */
  'servers:refresh-several': {
    request: z.strictObject({ serverIds, secrets: askedSecrets }),
    response: Job,
  },
  /** Binds to each server its bound key pair again, and takes options off that were put on its line. */
  'servers:repair': {
    request: z.strictObject({ serverIds, effect: Effect, secrets: askedSecrets }),
    response: Job,
  },
} as const;

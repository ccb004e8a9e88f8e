import * as z from 'zod/mini';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Channel, EventName } from '../../shared/ipc/channels.ts';
import { contract, type Request, type Response } from '../../shared/ipc/contract.ts';
import type { EventPayload } from '../../shared/ipc/events.ts';
import { AppError, type ErrorReply, type Result } from '../../shared/ipc/result.ts';
import type { AppNotice } from '../../shared/model/app-status.ts';
import type { JobError } from '../../shared/model/job.ts';
import type { KeyPair, KeySpec } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import type { Server } from '../../shared/model/server.ts';
import type { KeychainState } from '../../shared/model/settings.ts';
import type { ActivityEntry } from '../../shared/model/activity.ts';
import { sampleActivity } from './fake-bridge-activity-samples.ts';
import { fakeActivity } from './fake-bridge-activity.ts';
import { fakeAuthorizedKeys } from './fake-bridge-authorized-keys.ts';
import { fakeSettings } from './fake-bridge-settings.ts';
import { fakeSshConfig, type FakeSshConfig } from './fake-bridge-ssh-config.ts';
import { FakeJobs } from './fake-bridge-jobs.ts';
import { FakeKeyFiles, publicOnly } from './fake-bridge-key-files.ts';
import { regionHandlers } from './fake-bridge-regions.ts';
import * as samples from './fake-bridge-samples.ts';

/** Schemas compiled with `new Function` would break the page's content security policy. */
z.config({ jitless: true });

type Handlers = { readonly [C in Channel]: (request: Request<C>) => Response<C> | Promise<Response<C>> };

export interface FakeState {
  readonly regions?: readonly RegionView[];
  readonly keyPairs?: readonly KeyPair[];
  readonly servers?: readonly Server[];
  readonly notices?: readonly AppNotice[];
  readonly activity?: readonly ActivityEntry[];
  /** How long each step of a job takes. */
  readonly stepMs?: number;
  /** The first server of a job that stays under way for ever, counted from 0. */
  readonly stuckFrom?: number;
  /** What `~/.ssh/config` names. */
  readonly sshConfig?: FakeSshConfig;
  /** How jobs fail on servers, by their names. */
  readonly failures?: Readonly<Record<string, JobError>>;
  /** A new private key can't be saved. */
  readonly isDownloadsFull?: boolean;
  readonly keychain?: KeychainState;
  /** Channels that never answer, for looking at what is shown while loading. */
  readonly silent?: readonly Channel[];
  /** Channels that answer with an error from the start. */
  readonly errors?: Readonly<Partial<Record<Channel, ErrorReply>>>;
}

/** The main process as the window sees it, without one: keeps the sample data in memory and checks every request. */
export class FakeBridge implements Bridge {
  /** All calls so far, oldest first. */
  readonly calls: { readonly channel: Channel; readonly request: unknown }[] = [];
  regions: readonly RegionView[];
  keyPairs: readonly KeyPair[];
  servers: readonly Server[];
  readonly jobs: FakeJobs;
  readonly keyFiles = new FakeKeyFiles(readPublicKey);
  private readonly state: FakeState;
  private readonly refusals = new Map<Channel, ErrorReply[]>();
  private readonly listeners = new Map<EventName, Set<(payload: never) => void>>();
  private created = 100;

  constructor(state: FakeState = {}) {
    this.state = state;
    this.regions = state.regions ?? samples.regions;
    this.keyPairs = state.keyPairs ?? samples.keyPairs;
    this.servers = state.servers ?? samples.servers;
    this.jobs = new FakeJobs(this, state.stepMs ?? 0, state.stuckFrom, state.failures);
  }

  /** The next calls of a channel are answered with these errors, one each. */
  refuse(channel: Channel, ...errors: ErrorReply[]): void {
    this.refusals.set(channel, [...(this.refusals.get(channel) ?? []), ...errors]);
  }

  emit<E extends EventName>(event: E, payload: EventPayload<E>): void {
    const listeners = [...(this.listeners.get(event) ?? [])] as ((payload: EventPayload<E>) => void)[];
    for (const listener of listeners) listener(structuredClone(payload));
  }

  putServer(server: Server): void {
    const others = this.servers.filter(({ id }) => id !== server.id);
    this.servers = [...others, server];
    this.emit('servers:changed', { regionId: server.regionId, servers: [server], removedIds: [] });
  }

  putKeyPair(keyPair: KeyPair): void {
    this.keyPairs = [...this.keyPairs.filter(({ id }) => id !== keyPair.id), keyPair];
    this.emit('key-pairs:changed', { regionId: keyPair.regionId });
  }

  readonly on = <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  };

  readonly call = async <C extends Channel>(
    channel: C,
    request: Request<C>,
  ): Promise<Result<Response<C>>> => {
    this.calls.push({ channel, request: structuredClone(request) });
    if (this.state.silent?.includes(channel)) return new Promise<never>(() => undefined);
    const refusal = this.refusals.get(channel)?.shift() ?? this.state.errors?.[channel];
    if (refusal) return { ok: false, error: refusal };
    try {
      const parsed = contract[channel].request.parse(request) as Request<C>;
      return { ok: true, value: structuredClone(await this.handlers[channel](parsed)) };
    } catch (error) {
      if (error instanceof AppError)
        return { ok: false, error: { code: error.code, details: error.details } };
      return { ok: false, error: { code: 'request-invalid', details: { message: String(error) } } };
    }
  };

  readonly readDroppedFile = ({
    name,
  }: {
    readonly name: string;
  }): Promise<Result<Response<'key-pairs:read-dropped-file'>>> =>
    this.call('key-pairs:read-dropped-file', { path: name });

  keyPair(id: string): KeyPair {
    const found = this.keyPairs.find((keyPair) => keyPair.id === id);
    if (!found) throw new AppError('key-pair-not-found');
    return found;
  }

  server(id: string): Server {
    const found = this.servers.find((server) => server.id === id);
    if (!found) throw new AppError('server-not-found');
    return found;
  }

  private readonly handlers: Handlers = {
    'app:status': () => ({ version: '0.1.0', platform: 'linux', notices: [...(this.state.notices ?? [])] }),
    'app:restore-backup': () => ({}),
    'app:start-anew': () => ({}),
    'app:notify': () => ({ shown: false }),
    'app:enable-commands': () => ({}),
    'regions:list': () => [...this.regions],
    ...regionHandlers(this),
    'key-pairs:list': ({ regionId }) => this.keyPairs.filter((keyPair) => keyPair.regionId === regionId),
    'key-pairs:prepare': () => ({}),
    'key-pairs:create': ({ regionId, name, spec }) => {
      const publicKey = generatedPublicKey(name, spec);
      if (this.state.isDownloadsFull === true)
        return {
          keyPair: this.newKeyPair({ regionId, name, publicKey, download: 'available' }),
          download: { saved: false, code: 'disk-full', details: { folder: '/home/anna/Downloads' } },
        };
      const keyPair = this.newKeyPair({ regionId, name, publicKey, download: 'used' });
      return { keyPair, download: { saved: true, path: `/home/anna/Downloads/${name}.pem` } };
    },
    'key-pairs:import': (request) => {
      const { regionId, name } = request;
      const key =
        'handle' in request ? this.keyFiles.imported(request) : publicOnly(readPublicKey(request.publicKey));
      return this.newKeyPair({ regionId, name, origin: 'imported', ...key });
    },
    ...this.keyFiles.handlers,
    'key-pairs:download': ({ keyPairId }) => {
      const keyPair = this.keyPair(keyPairId);
      if (keyPair.download !== 'available') throw new AppError('download-used', { name: keyPair.name });
      this.putKeyPair({ ...keyPair, download: 'used' });
      return { path: `/home/anna/Downloads/${keyPair.name}.pem` };
    },
    'key-pairs:save-public-key': ({ keyPairId }) => ({
      path: `/home/anna/Downloads/${this.keyPair(keyPairId).name}.pub`,
    }),
    'key-pairs:show-file': () => ({}),
    'key-pairs:delete': ({ keyPairId }) => {
      const keyPair = this.keyPair(keyPairId);
      const servers = keyPair.boundServerIds.map((id) => this.server(id).name);
      if (servers.length > 0) throw new AppError('key-pair-bound', { name: keyPair.name, servers });
      this.keyPairs = this.keyPairs.filter(({ id }) => id !== keyPairId);
      this.emit('key-pairs:changed', { regionId: keyPair.regionId });
      return {};
    },
    'key-pairs:copy-public-key': () => ({}),
    'key-pairs:copy-fingerprint': () => ({}),
    'servers:list': ({ regionId }) => this.servers.filter((server) => server.regionId === regionId),
    'servers:add': (request) => {
      const { regionId, name, host, port, user, evenIfUnreachable } = request;
      if (host.startsWith('down') && !evenIfUnreachable)
        throw new AppError('server-unreachable', { host, port });
      this.expectKnownHostKey(request);
      const status = host.startsWith('down') ? 'stopped' : 'running';
      this.created += 1;
      const server = samples.sampleServer(this.created, { regionId, name, host, port, user, status });
      this.putServer(server);
      return server;
    },
    'servers:edit': (request) => {
      const { serverId, name, host, port, user } = request;
      if (host.startsWith('changed') && !request.acceptedHostKey)
        throw new AppError('host-key-changed', { host, port, ...changedHostKey });
      this.putServer({ ...this.server(serverId), name, host, port, user });
      return this.server(serverId);
    },
    'servers:cancel-save': () => ({}),
    'servers:remove': ({ serverId }) => {
      const { regionId } = this.server(serverId);
      this.servers = this.servers.filter(({ id }) => id !== serverId);
      this.emit('servers:changed', { regionId, servers: [], removedIds: [serverId] });
      return {};
    },
    'servers:refresh': ({ serverId }) => {
      this.putServer({ ...this.server(serverId), checkedAt: samples.sampleTime });
      return this.server(serverId);
    },
    'servers:accept-host-key': ({ serverId }) => {
      this.jobs.acceptHostKey(this.server(serverId));
      return {};
    },
    'servers:copy-host-keys': () => ({}),
    'servers:host-keys': () => [unknownHostKey],
    'servers:copy-host-key-part': () => ({}),
    'servers:choose-key-file': () => ({ path: '/home/anna/.ssh/id_ed25519' }),
    'servers:copy-address': () => ({}),
    'servers:ssh-command': ({ serverId }) => {
      const { user, host, port } = this.server(serverId);
      const command = `ssh -i ~/Downloads/production-web.pem${port === 22 ? '' : ` -p ${port}`} ${user}@${host}`;
      return { command, keyFileOf: null };
    },
    'servers:copy-ssh-command': () => ({ keyFileOf: null }),
    'servers:open-terminal': () => ({}),
    ...fakeSshConfig(() => this.state.sshConfig ?? {}),
    'servers:bind': (request) => this.jobs.start('bind', request),
    'servers:unbind': (request) => this.jobs.start('unbind', request),
    'servers:take-effect': (request) => this.jobs.startForMany('take-effect', request),
    'servers:verify-logon': (request) => this.jobs.startForOne('verify-logon', request),
    'servers:enable-password-logon': (request) => this.jobs.startForOne('enable-password-logon', request),
    'servers:inspect': (request) => this.jobs.startForMany('inspect', request),
    'servers:refresh-several': (request) => this.jobs.startForMany('refresh', request),
    'servers:repair': (request) => this.jobs.startForMany('repair', request),
    ...fakeAuthorizedKeys(this),
    'jobs:list': ({ regionId }) => this.jobs.list().filter((job) => job.regionId === regionId),
    ...fakeActivity(
      () => this.state.activity ?? sampleActivity,
      (id) => this.jobs.find(id),
    ),
    ...fakeSettings(() => this.state.keychain ?? 'working'),
    'jobs:retry': (request) => this.jobs.retry(request),
    'jobs:cancel': ({ jobId }) => this.jobs.cancel(jobId),
  };

  private expectKnownHostKey({ host, port, acceptedHostKey }: Request<'servers:add'>): void {
    if (!acceptedHostKey && !host.startsWith('down'))
      throw new AppError('host-key-unknown', { host, port, ...unknownHostKey });
  }

  private newKeyPair(changes: Partial<KeyPair>): KeyPair {
    if (this.keyPairs.some(({ name }) => name === changes.name))
      throw new AppError('key-pair-name-taken', { name: changes.name ?? '' });
    this.created += 1;
    const keyPair = samples.sampleKeyPair(this.created, { createdAt: Date.now(), ...changes });
    this.putKeyPair(keyPair);
    return keyPair;
  }
}

const unknownHostKey = {
  type: 'ssh-ed25519',
  sha256: 'SHA256:Zx81mQpV0aYwT5uKc2RfLhB9oNdJ3gE7sXiC4tUvP6k',
};

const changedHostKey = {
  ...unknownHostKey,
  knownType: 'ssh-ed25519',
  knownSha256: 'SHA256:9bKfW2yLtQ8sVdXh4RzMnJ6cPaE1gUo0iT3vYwN5xCk',
};

function generatedPublicKey(name: string, spec: KeySpec): KeyPair['publicKey'] {
  const { publicKey } = samples.sampleKeyPair(6);
  const kind = spec.type === 'rsa' ? { bits: spec.bits } : { bits: 256, algorithm: 'ssh-ed25519' };
  return { ...publicKey, type: spec.type, ...kind, comment: name };
}

function readPublicKey(text: string): KeyPair['publicKey'] {
  if (text.includes('PRIVATE KEY')) throw new AppError('private-key-pasted');
  const [algorithm = '', base64, ...comment] = text.trim().split(/\s+/);
  if (!/^(ssh|ecdsa|sk)-/.test(algorithm) || !base64) throw new AppError('public-key-invalid', { line: 1 });
  const type = algorithm === 'ssh-ed25519' ? 'ed25519' : 'rsa';
  const bits = type === 'rsa' ? 3072 : 256;
  const { publicKey } = samples.sampleKeyPair(7);
  return { ...publicKey, type, algorithm, bits, comment: comment.join(' '), line: text.trim() };
}

import type { Drift } from '../../shared/model/drift.ts';
import type { JobError } from '../../shared/model/job.ts';
import type { JobId, KeyPairId, RegionId, ServerId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import type { Server } from '../../shared/model/server.ts';

const uuid = (group: number, number: number): string =>
  `00000000-0000-4000-8${group.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;

export const regionId = (number: number): RegionId => uuid(1, number) as RegionId;
export const keyPairId = (number: number): KeyPairId => uuid(2, number) as KeyPairId;
export const serverId = (number: number): ServerId => uuid(3, number) as ServerId;
export const jobId = (number: number): JobId => uuid(4, number) as JobId;

/** The moment at which the samples were last looked at: 20 November 2026, 10:00 UTC. */
export const sampleTime = Date.UTC(2026, 10, 20, 10);
const dayMs = 86_400_000;

export const regions: readonly RegionView[] = [
  {
    id: regionId(1),
    name: 'My servers',
    provider: 'ssh',
    keyPairLimit: 10,
    keySpecs: [
      { type: 'rsa', bits: 2048 },
      { type: 'rsa', bits: 3072 },
      { type: 'rsa', bits: 4096 },
      { type: 'ed25519' },
    ],
    effects: ['reload', 'restart', 'postpone'],
    listsServers: false,
    isReachable: true,
    logsOn: true,
  },
];

/** A region as it is when it was just created. */
export function sampleRegion(number: number, name: string, provider: RegionView['provider']): RegionView {
  const isOwn = provider === 'ssh';
  return {
    id: regionId(number),
    name,
    provider,
    keyPairLimit: 10,
    keySpecs: [{ type: 'rsa', bits: 2048 }],
    effects: isOwn ? ['reload', 'restart', 'postpone'] : ['restart', 'postpone'],
    listsServers: !isOwn,
    isReachable: isOwn,
    logsOn: isOwn,
  };
}

export function sampleServer(number: number, changes: Partial<Server> = {}): Server {
  return {
    id: serverId(number),
    regionId: regionId(1),
    name: `web-${number}`,
    host: `203.0.113.${(number % 250) + 1}`,
    port: 22,
    user: 'root',
    logon: { kind: 'password', storage: 'keychain' },
    status: 'running',
    statusProblem: null,
    os: { kind: 'linux', name: 'Debian GNU/Linux 13 (trixie)' },
    boundKeyPairId: null,
    passwordLogon: 'enabled',
    pending: null,
    drift: null,
    checkedAt: sampleTime,
    ...changes,
  };
}

export function sampleKeyPair(number: number, changes: Partial<KeyPair> = {}): KeyPair {
  const digest = `${'k7Qz9mVfP2sRtY4wXbN8cLd1HgJ5aE3uT6oKiZ0pM+'.slice(number)}${'xAqWsEdRfTg'.slice(0, number)}`;
  return {
    id: keyPairId(number),
    regionId: regionId(1),
    name: `key-pair-${number}`,
    origin: 'generated',
    publicKey: {
      type: 'rsa',
      algorithm: 'ssh-rsa',
      bits: 2048,
      fingerprintSha256: `SHA256:${digest.slice(0, 43)}`,
      fingerprintMd5: `MD5:0${number % 10}:4f:9a:31:c8:77:20:be:55:0d:e3:6b:f1:8a:92:1c`,
      comment: `key-pair-${number}`,
      line: `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ key-pair-${number}`,
    },
    privateKey: 'keychain',
    download: 'used',
    boundServerIds: [],
    createdAt: sampleTime - number * dayMs,
    ...changes,
  };
}

const ed25519 = (number: number, name: string): KeyPair['publicKey'] => ({
  ...sampleKeyPair(number).publicKey,
  type: 'ed25519',
  algorithm: 'ssh-ed25519',
  bits: 256,
  comment: name,
  line: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPretend ${name}`,
});

export const keyPairs: readonly KeyPair[] = [
  sampleKeyPair(1, { name: 'production-web', boundServerIds: [serverId(1), serverId(2), serverId(3)] }),
  sampleKeyPair(2, { name: 'staging', download: 'available', boundServerIds: [serverId(7)] }),
  sampleKeyPair(3, {
    name: 'anna:laptop',
    origin: 'imported',
    privateKey: 'absent',
    download: 'none',
    publicKey: ed25519(3, 'anna@laptop'),
    boundServerIds: [serverId(9)],
  }),
  sampleKeyPair(4, { name: 'database_backup', publicKey: ed25519(4, 'database_backup') }),
  sampleKeyPair(5, {
    name: 'a-name-as-long-as-the-rule-allows-which-is-sixty-four-characters',
    publicKey: { ...sampleKeyPair(5).publicKey, bits: 4096 },
  }),
];

const ubuntu = { kind: 'linux', name: 'Ubuntu 26.04 LTS' } as const;

export const servers: readonly Server[] = [
  sampleServer(1, { name: 'web-01', boundKeyPairId: keyPairId(1), passwordLogon: 'disabled' }),
  sampleServer(2, { name: 'web-02', boundKeyPairId: keyPairId(1), passwordLogon: 'disabled' }),
  sampleServer(3, {
    name: 'web-03',
    boundKeyPairId: keyPairId(1),
    pending: {
      change: 'bind',
      keyPairId: keyPairId(1),
      waitsFor: 'restart',
      effect: 'postpone',
      since: sampleTime - dayMs,
      problem: null,
    },
  }),
  sampleServer(4, { name: 'db-01', os: ubuntu, logon: { kind: 'password', storage: 'ask' } }),
  sampleServer(5, {
    name: 'db-02',
    os: ubuntu,
    user: 'admin',
    logon: { kind: 'key-file', path: '/home/anna/.ssh/id_rsa', passphrase: 'ask' },
  }),
  sampleServer(6, { name: 'backup', status: 'stopped', host: 'backup.example.org', port: 2222 }),
  sampleServer(7, {
    name: 'staging-01',
    status: 'stopped',
    boundKeyPairId: keyPairId(2),
    passwordLogon: 'unknown',
    pending: {
      change: 'bind',
      keyPairId: keyPairId(2),
      waitsFor: 'server',
      effect: 'reload',
      since: sampleTime - 3 * dayMs,
      problem: null,
    },
  }),
  sampleServer(8, { name: 'staging-02', status: 'starting', os: ubuntu }),
  sampleServer(9, {
    name: 'build',
    boundKeyPairId: keyPairId(3),
    logon: { kind: 'agent' },
    os: { kind: 'linux', name: 'AlmaLinux 10.1' },
  }),
  sampleServer(10, {
    name: 'exchange',
    os: { kind: 'windows', name: 'Windows Server 2025' },
    passwordLogon: 'unknown',
    user: 'Administrator',
  }),
  sampleServer(11, {
    name: 'router-with-a-name-that-goes-on-for-a-while-in-the-basement',
    status: 'unknown',
    os: { kind: 'unknown', name: '' },
    host: '2001:db8::c0ff:ee',
    passwordLogon: 'unknown',
    checkedAt: null,
  }),
  sampleServer(12, { name: 'shop', os: ubuntu, logon: { kind: 'key-pair', keyPairId: keyPairId(4) } }),
];

/** What an inspection finds on which server. */
export function driftOf({ name, boundKeyPairId }: Server): Drift {
  const found: Readonly<Record<string, Partial<Drift>>> = {
    'web-01': { binding: 'line-missing' },
    'web-02': { isPasswordLogonBack: true, unknownKeys: 2 },
    'web-03': { binding: 'line-shadowed', unknownKeys: 1 },
  };
  return {
    binding: boundKeyPairId === null ? null : 'bound',
    isPasswordLogonBack: false,
    unknownKeys: 0,
    hasKeysCommand: false,
    checkedAt: sampleTime,
    ...found[name],
  };
}

/** What goes wrong on which server, until its secrets come along or its host key is accepted. */
export const failures: Readonly<Record<string, JobError>> = {
  'db-01': { code: 'password-required', details: { server: 'db-01', user: 'root' }, step: 'connect' },
  'db-02': { code: 'sudo-password-required', details: { server: 'db-02', user: 'admin' }, step: 'add-line' },
  shop: {
    code: 'host-key-unknown',
    details: {
      host: '203.0.113.13',
      port: 22,
      type: 'ssh-ed25519',
      sha256: 'SHA256:Zx81mQpV0aYwT5uKc2RfLhB9oNdJ3gE7sXiC4tUvP6k',
    },
    step: 'connect',
  },
  build: { code: 'last-way-in', details: { server: 'build' }, step: 'prove-other-way-in' },
};

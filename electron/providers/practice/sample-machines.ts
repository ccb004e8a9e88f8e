import type { PasswordLogon, Server } from '../../../shared/model/server.ts';

/** How a sample machine is when its region is created. */
export interface SampleMachine extends Pick<Server, 'name' | 'host' | 'os' | 'status'> {
  readonly passwordLogon: PasswordLogon;
  /** The sample key pair is on it. */
  readonly isBound?: boolean;
  /** Every other change on it fails. */
  readonly isUnreliable?: boolean;
}

/** A key pair that somebody else made: its private half was thrown away. */
export const sampleKeyPair = {
  name: 'team-laptop',
  publicLine:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDEqGb8ZhSWrl7CoMRId/Y3WTehIf8jCvJG3SoTS+EVIcGSeKpnkn2r2LK3AxVqrBxybeNZmKsNbu1+52QEAceL7z4Rf/4m7TyVKQyahPYkKksM9qopPXczvw+mfamF60q2mAWMsyoNH0SUfTsYkPs0vBDhJxkbder+RxRMAFAGnjJKQ5A2wdaNr2uj70eJ1x6oKquVwoiM0jZfMKsrzF+1em5exeBRbangkzTgHVO1o65Um3y1r/F6ACDtak38ykY6WhYm/9OkfusScSgQsw5tcLZBuD3XhNiq7WQmUkZ9EMTmHXLS4xcAped9XOghKzxagf3wyHC6+bxW4KIyyhfD team-laptop',
} as const;

const debian = { kind: 'linux', name: 'Debian GNU/Linux 13 (trixie)' } as const;
const ubuntu = { kind: 'linux', name: 'Ubuntu 26.04 LTS' } as const;

/** One of each kind that the rules tell apart. RFC 5737: nobody's machine has an address in 192.0.2.0/24. */
export const sampleMachines: readonly SampleMachine[] = [
  { name: 'web-1', host: '192.0.2.11', os: debian, status: 'running', passwordLogon: 'enabled' },
  { name: 'web-2', host: '192.0.2.12', os: ubuntu, status: 'running', passwordLogon: 'enabled' },
  {
    name: 'shop',
    host: '192.0.2.21',
    os: ubuntu,
    status: 'running',
    passwordLogon: 'disabled',
    isBound: true,
  },
  { name: 'backup', host: '192.0.2.31', os: debian, status: 'stopped', passwordLogon: 'enabled' },
  { name: 'staging', host: '192.0.2.41', os: ubuntu, status: 'starting', passwordLogon: 'enabled' },
  {
    name: 'office',
    host: '192.0.2.51',
    os: { kind: 'windows', name: 'Windows Server 2025' },
    status: 'running',
    passwordLogon: 'unknown',
  },
  {
    name: 'unreliable',
    host: '192.0.2.61',
    os: debian,
    status: 'running',
    passwordLogon: 'enabled',
    isUnreliable: true,
  },
];

import type { KeyPair } from '../../model/key-pair.ts';

const downloads: Record<KeyPair['download'], string> = {
  available: 'Its one download is still to be had.',
  used: 'Its one download is used up.',
  none: 'It can’t be downloaded.',
};

const origins: Record<KeyPair['origin'], string> = { generated: 'Created', imported: 'Imported' };

/** All about one key pair. */
export const keyPairDetails = {
  type: 'Type',
  algorithm: (algorithm: string, bits: number): string => `${algorithm}, ${bits.toLocaleString('en')} bits`,
  sha256: 'SHA256 fingerprint',
  md5: 'MD5 fingerprint',
  copySha256: 'Copy SHA256 Fingerprint',
  copyMd5: 'Copy MD5 Fingerprint',
  comment: 'Comment',
  noComment: 'None',
  origins,
  privateKey: 'Private key',
  downloads,
  publicKey: 'Public key',
  servers: 'Servers it is bound to',
  noServers: 'It is bound to no server.',
  showServer: (server: string): string => `Show ${server}`,
};

/** All about one server. */
export const serverDetails = {
  status: 'Status',
  os: 'OS',
  address: 'Address',
  copyAddress: 'Copy Address',
  command: 'Log on with',
  copyCommand: 'Copy ssh Command',
  hostKey: 'Accepted host key',
  noHostKey: 'None so far',
  loading: 'Reading…',
  logon: 'Latchkey logs on by',
  keyPair: 'Key pair',
  drift: 'Differs',
  passwordLogon: 'Password logon (root)',
  pending: 'Pending',
};

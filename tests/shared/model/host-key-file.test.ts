import { expect, test } from 'vitest';
import { hostKeyCommand, hostKeyFile } from '../../../shared/model/host-key-file.ts';

test.each([
  ['ssh-ed25519', 'ssh_host_ed25519_key.pub'],
  ['ssh-rsa', 'ssh_host_rsa_key.pub'],
  ['rsa-sha2-512', 'ssh_host_rsa_key.pub'],
  ['ecdsa-sha2-nistp256', 'ssh_host_ecdsa_key.pub'],
  ['constructor', 'ssh_host_ed25519_key.pub'],
])('the file to compare a key of type %s with is %s', (type, file) => {
  expect(hostKeyFile(type)).toBe(file);
});

test('the command to compare with reads that file', () => {
  expect(hostKeyCommand('ssh-ed25519')).toBe('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
});

/** The file in /etc/ssh of a server that usually holds a host key of this type. */
export function hostKeyFile(type: string): string {
  if (type.startsWith('ecdsa-')) return 'ssh_host_ecdsa_key.pub';
  return /^(ssh-)?rsa/.test(type) ? 'ssh_host_rsa_key.pub' : 'ssh_host_ed25519_key.pub';
}

/** Prints the fingerprint of the host key of this type, on the server itself. */
export function hostKeyCommand(type: string): string {
  return `ssh-keygen -lf /etc/ssh/${hostKeyFile(type)}`;
}

import type { ConfigFileChange, DiffLine, IdentityState } from '../../model/ssh-config.ts';

const kinds: Record<ConfigFileChange['kind'], string> = {
  new: '(new file)',
  changed: '(changed)',
  removed: '(removed)',
};

const signs: Record<DiffLine['kind'], string> = { added: '+', removed: '−', same: '', gap: '…' };

const spoken: Record<DiffLine['kind'], string> = {
  added: 'Added:',
  removed: 'Removed:',
  same: '',
  gap: 'Lines that stay',
};

const identities: Record<IdentityState, string> = {
  named: '',
  unknown: 'Latchkey does not know where the private key was saved.',
  missing: 'The private key is no longer where it was saved.',
  putty: 'The private key was saved for PuTTY, and ssh cannot read that file.',
  unwritable: 'The path of the private key has a sign that an SSH configuration cannot hold.',
};

/** Blocks for `ssh` in the user's configuration. */
export const sshConfigBlocks = {
  action: 'Write SSH Config…',
  title: 'Write SSH Config',
  description: (name: string): string =>
    `For “${name}”: what follows is written when you confirm. Everything else in your files stays as it is.`,
  mode: 'What shall be done?',
  modes: {
    write: { label: 'Write', description: 'Bring the blocks up to date.' },
    remove: { label: 'Remove', description: 'Take the blocks out again.' },
  },
  confirm: { write: 'Write', remove: 'Remove' },
  kinds,
  signs,
  spoken,
  changes: (path: string): string => `Changes of ${path}`,
  nothing: 'There is nothing to change: no server is bound, or everything is written already.',
  noIdentity: 'The private key’s file is not named',
  identities,
  chooseFile: 'Choose Private Key File…',
  written: 'Your SSH configuration is written',
};

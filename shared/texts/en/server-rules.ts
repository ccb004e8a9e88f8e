import type { NotSelectableReason, ServerFieldProblem } from '../../model/server.ts';

/** Why a server can't be chosen in the dialog Attach Server. */
export const notSelectable: Record<NotSelectableReason, string> = {
  'not-linux': 'Only servers that run Linux support SSH key pairs.',
  starting: 'It is starting. Wait until it is Running.',
  'status-unknown': 'Its status is unknown. Refresh it first.',
  'host-key-changed': 'Its host key has changed. Look at it on the server’s page, under Edit.',
  'host-key-revoked': 'Its host key is revoked.',
};

/** What is wrong with a field of a server, while it is typed. */
export const fieldProblems: Record<'name' | 'host' | 'user', Record<ServerFieldProblem, string>> = {
  name: {
    empty: 'Enter a name for the server.',
    'too-long': 'A name has at most 64 characters.',
    character: 'A name stays on one line and has no invisible characters.',
    'first-character': 'A name cannot start with this character.',
    port: 'This name cannot be used.',
    range: 'This name cannot be used.',
  },
  host: {
    empty: 'Enter the host name or the IP address.',
    'too-long': 'A host name has at most 253 characters.',
    character: 'A host name has only letters, digits, dots and hyphens; an IPv6 address also has colons.',
    'first-character': 'A host name starts with a letter or a digit.',
    port: 'Put the port into the field Port.',
    range: 'This is not a host name or address.',
  },
  user: {
    empty: 'Enter the name of the account, for instance root.',
    'too-long': 'A user name has at most 64 characters.',
    character: 'A user name has letters, digits and any of . _ - + @, but no spaces.',
    'first-character': 'A user name starts with a letter, a digit or an underscore.',
    port: 'This is not a user name.',
    range: 'This is not a user name.',
  },
};

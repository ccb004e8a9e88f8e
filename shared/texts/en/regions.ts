import { plural } from './plural.ts';

/** Regions: the switcher, their dialogs, and what a first start offers. */
export const regions = {
  switcher: 'Region',
  manage: 'Manage Regions…',
  providers: { ssh: 'Your own servers', practice: 'Sample servers to practise on' },
  practiceName: 'Practice',
  practiceAdded: 'The practice region is ready. Nothing in it touches a real server.',
  created: (name: string): string => `Region “${name}” created. You are in it now.`,
  removed: (name: string): string => `Region “${name}” removed`,
  dialog: {
    title: 'Regions',
    description: 'A region has its own servers, key pairs and limit.',
    limit: (count: number): string => plural(count, { one: 'up to # key pair', other: 'up to # key pairs' }),
    edit: (name: string): string => `Edit ${name}`,
    remove: (name: string): string => `Remove ${name}`,
    create: 'New Region',
    practice: 'Add Practice Region',
  },
  form: {
    createTitle: 'New Region',
    editTitle: (name: string): string => `Edit ${name}`,
    name: 'Region Name',
    nameHint: 'Up to 64 characters, for instance a place or a customer.',
    limit: 'Limit of Key Pairs',
    limitHint: 'From 1 to 1,000. Key pairs beyond a lowered limit stay.',
    create: 'Create Region',
    nameProblems: {
      empty: 'Enter a name.',
      'too-long': 'Use 64 characters at most.',
      character: 'Use characters that can be seen, on one line.',
    },
    nameTaken: 'Another region has this name.',
    limitProblem: 'Enter a whole number from 1 to 1,000.',
  },
  remove: {
    title: 'Remove Region',
    empty: (name: string): string => `“${name}” is taken off the list. It has to be empty.`,
    withServers: (name: string): string =>
      `“${name}” goes with its sample servers, its key pairs and their private keys in the keychain. Files that you downloaded stay.`,
    confirm: 'Remove Region',
  },
  first: {
    title: 'Where do you want to begin?',
    add: { title: 'Add a Server of Yours', text: 'Any Linux machine that you can log on to over SSH.' },
    sshConfig: {
      title: 'Import from Your SSH Config',
      text: 'Shows the servers that ~/.ssh/config names. You choose which to add.',
    },
    practice: {
      title: 'Try the Practice Region',
      text: 'Seven sample servers inside Latchkey. Nothing can break, and you can remove them again.',
    },
  },
};

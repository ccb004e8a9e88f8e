import type { KeyPairNameProblem } from '../../../../shared/model/key-pair.ts';

/** What is wrong with a name while it is typed: says the rule. */
const nameProblems: Record<KeyPairNameProblem, string> = {
  'too-short': 'A name has at least 2 characters.',
  'too-long': 'A name has at most 64 characters.',
  'first-character': 'A name starts with a letter, A to Z.',
  character: 'Only letters, digits, colons (:), underscores (_) and hyphens (-) can be used.',
};

export const keyPairs = {
  title: 'Key Pairs',
  create: 'Create Key Pair',
  name: 'Key Pair Name',
  nameRule:
    '2 to 64 characters: letters, digits, colons (:), underscores (_) and hyphens (-), starting with a letter.',
  nameProblems,
};

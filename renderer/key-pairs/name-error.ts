import { keyPairNameProblem } from '../../shared/model/key-pair.ts';
import { texts } from '../../shared/texts/texts.ts';

/**
 * What to say of a name while it is typed. A name that is only too short yet is no mistake before the user
 * has tried to go on (`isFinal`).
 */
export function nameError(
  name: string,
  isTaken: (name: string) => boolean,
  isFinal: boolean,
): string | undefined {
  const problem = keyPairNameProblem(name);
  if (problem === 'too-short' && !isFinal) return undefined;
  if (problem === 'too-short' && name === '') return texts.keyPairs.nameMissing;
  if (problem !== undefined) return texts.keyPairs.nameProblems[problem];
  return isTaken(name) ? texts.keyPairs.nameTaken : undefined;
}

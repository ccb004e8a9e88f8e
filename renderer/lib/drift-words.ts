import { hasDrifted, isRepairable, type Drift } from '../../shared/model/drift.ts';
import { texts } from '../../shared/texts/texts.ts';

const words = texts.drift;

/** What was found, in sentences. */
export function driftText(drift: Drift): string {
  const { binding, isPasswordLogonBack, unknownKeys, hasKeysCommand } = drift;
  return [
    binding === null ? words.noKeyPair : words.bindings[binding],
    isPasswordLogonBack ? words.passwordBack : '',
    unknownKeys > 0 ? words.unknownKeys(unknownKeys) : '',
    hasKeysCommand ? words.keysCommand : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What can be done about it; undefined where nothing differs. */
export function driftAdvice(drift: Drift): string | undefined {
  const { binding, isPasswordLogonBack } = drift;
  if (!hasDrifted(drift)) return undefined;
  const ofBinding = binding === null ? '' : words.advice[binding];
  const ofPassword = isRepairable(drift) ? words.passwordBackAdvice : words.passwordBackUnbound;
  return ofBinding === '' && isPasswordLogonBack ? ofPassword : ofBinding;
}

/** What differs, in two words for a table; undefined where nothing does. */
export function driftMark(drift: Drift | null): string | undefined {
  if (!drift || !hasDrifted(drift)) return undefined;
  const { binding } = drift;
  return binding === null || binding === 'bound' ? words.passwordBackMark : words.marks[binding];
}

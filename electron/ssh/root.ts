import { AppError, type ErrorCode } from '../../shared/ipc/result.ts';
import type { ProgramEnd } from './program-run.ts';
import type { Elevation } from './shell-program.ts';

/** How one account becomes root. Remembers a refusal: another try with the same password would only be counted. */
export class RootAccess {
  readonly #isRoot: boolean;
  readonly password: string | undefined;
  #refusal: AppError | undefined;

  constructor(isRoot: boolean, password: string | undefined) {
    this.#isRoot = isRoot;
    this.password = isRoot ? undefined : password;
    // sudo reads one line: a password with such a character can't be typed for it.
    if (this.password !== undefined && /[\n\r\0]/.test(this.password))
      this.#refusal = new AppError('sudo-password-wrong');
  }

  /** Throws what was found out before. */
  elevation(): Elevation {
    if (this.#isRoot) return 'none';
    if (this.#refusal !== undefined) throw this.#refusal;
    return this.password === undefined ? 'sudo-without-password' : 'sudo-with-password';
  }

  /** Says why sudo has not started the program. */
  refused(end: Pick<ProgramEnd, 'prompts' | 'noise'>): AppError {
    this.#refusal = new AppError(sudoRefusal(end));
    return this.#refusal;
  }
}

/**
 * sudo ends with 1 whatever the reason, so its words (of LC_ALL=C) decide; those of sudo-rs stand beside them. It
 * asks for the password before it says that an account may not use it.
 */
export function sudoRefusal({ prompts, noise }: Pick<ProgramEnd, 'prompts' | 'noise'>): ErrorCode {
  if (prompts > 1) return 'sudo-password-wrong';
  if (/incorrect (?:password|authentication) attempt|Sorry, try again|Authentication failed/i.test(noise))
    return 'sudo-password-wrong';
  if (/(?:password|authentication) is required/.test(noise)) return 'sudo-password-required';
  return 'sudo-required';
}

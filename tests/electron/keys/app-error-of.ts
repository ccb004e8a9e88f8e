import { AppError } from '../../../shared/ipc/result.ts';

/** The expected error that an action ends with. Whatever else it throws goes on, and fails the test. */
export function appErrorOf(action: () => unknown): AppError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return undefined;
}

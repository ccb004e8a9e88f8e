import { expect, it, vi } from 'vitest';
import { endWith } from '../../../electron/window/fatal-error.ts';
import { app, dialog } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

it.each([
  ['hasToClose', 'Latchkey has to close', 'uncaught exception'],
  ['couldNotStart', 'Latchkey could not start', 'start'],
] as const)(
  '%s: the log has the error, the user is told where, and that is the end',
  (title, words, what) => {
    const logged: unknown[] = [];
    const error = new Error('no disk');
    app.exitCode = undefined;
    const log = {
      file: '/logs/latchkey.log',
      info: () => undefined,
      error: (...entry: unknown[]) => void logged.push(entry),
    };
    endWith(log, title, error);
    expect(logged).toEqual([[what, error]]);
    expect(dialog.told.at(-1)).toEqual([words, 'What happened is in /logs/latchkey.log']);
    expect(app.exitCode).toBe(1);
  },
);

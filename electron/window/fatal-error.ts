import { app, dialog } from 'electron';
import { texts } from '../../shared/texts/texts.ts';
import type { Log } from '../log.ts';

const { seeLog, ...titles } = texts.native.fatal;

/** Writes down an error that nobody was prepared for, says where, and ends the application. */
export function endWith(log: Log, title: keyof typeof titles, error: unknown): void {
  log.error(title === 'hasToClose' ? 'uncaught exception' : 'start', error);
  dialog.showErrorBox(titles[title], seeLog(log.file));
  app.exit(1);
}

import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redactText, redactValue } from './redact.ts';

/** The application's log. Secrets are taken out of whatever is handed to it. */
export interface Log {
  readonly file: string;
  readonly info: (what: string) => void;
  /** Writes down an unexpected error, with its causes. */
  readonly error: (what: string, error: unknown) => void;
}

const maxBytes = 1024 * 1024;

/** Logs to `latchkey.log` in a folder, one JSON object a line; the file before it is kept as `latchkey.log.1`. */
export function createLog(folder: string): Log {
  const file = join(folder, 'latchkey.log');
  const write = (entry: Readonly<Record<string, unknown>>) => {
    const line = `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`;
    try {
      prepare(folder, file, Buffer.byteLength(line));
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // A full or read-only disk: nothing that is being logged may fail because of its log.
    }
  };
  return {
    file,
    info: (what) => write({ level: 'info', what: redactText(what) }),
    error: (what, error) => write({ level: 'error', what: redactText(what), error: redactValue(error) }),
  };
}

function prepare(folder: string, file: string, bytes: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const present = statSync(file, { throwIfNoEntry: false });
  if (present === undefined) return;
  if (present.size + bytes > maxBytes) renameSync(file, `${file}.1`);
  else if ((present.mode & 0o077) !== 0) chmodSync(file, 0o600);
}

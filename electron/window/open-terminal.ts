import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import { terminalCommand, type Command } from './terminal-command.ts';

/** Opens a command in the system's terminal, which lives on without this application. Error: `terminal-not-found`. */
export async function openInTerminal(command: Command, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { TERMINAL: preferred, PATH: path = '' } = env;
  const canStart = (program: string): boolean => isThere(program, path);
  const [program, ...args] = terminalCommand(command, { platform: process.platform, preferred, canStart });
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env, windowsHide: false });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new AppError('terminal-not-found', { program }, { cause: error })));
  });
  child.unref();
}

function isThere(program: string, path: string): boolean {
  const files = isAbsolute(program)
    ? [program]
    : path.split(delimiter).map((folder) => join(folder, program));
  return files.some((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../shared/ipc/result.ts';

const run = promisify(execFile);
const timeoutMs = 10_000;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** Windows' own programs by their full path: another folder of PATH may hold a program of the same name. */
function systemProgram(systemRoot: string, name: string): string {
  return win32.join(systemRoot, 'System32', name);
}

/** Prints `"domain\name","S-1-..."`. */
export function whoAmICommand(systemRoot: string): Command {
  return { file: systemProgram(systemRoot, 'whoami.exe'), args: ['/user', '/fo', 'csv', '/nh'] };
}

/** The account's identifier: its name can be spelled in ways that icacls does not find. */
export function accountId(printed: string): string {
  const [, id] = /,"(S-1-[0-9-]+)"\s*$/.exec(printed) ?? [];
  if (id === undefined) throw new Error('whoami names no account');
  return id;
}

/** Takes off what the folder hands down, and gives full access to one account: mode 0600 of Windows. */
export function ownersAloneCommand(systemRoot: string, path: string, account: string): Command {
  return {
    file: systemProgram(systemRoot, 'icacls.exe'),
    args: [path, '/inheritance:r', '/grant:r', `*${account}:F`],
  };
}

/** Makes a file readable for the user alone, on Windows. Errors: `file-not-protected`. */
export async function makeOwnersAlone(path: string): Promise<void> {
  const systemRoot = process.env['SystemRoot'] ?? 'C:\\Windows';
  try {
    const account = accountId(await output(whoAmICommand(systemRoot)));
    await output(ownersAloneCommand(systemRoot, path, account));
  } catch (error) {
    throw new AppError('file-not-protected', { folder: win32.dirname(path) }, { cause: error });
  }
}

async function output({ file, args }: Command): Promise<string> {
  const { stdout } = await run(file, [...args], { timeout: timeoutMs, windowsHide: true });
  return stdout;
}

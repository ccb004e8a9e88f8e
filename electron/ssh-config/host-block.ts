import { AppError } from '../../shared/ipc/result.ts';
import { configPath, configWord } from './config-word.ts';

export interface HostEntry {
  readonly alias: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Undefined where it is not known, or can't be named in a configuration. */
  readonly identityFile: string | undefined;
}

/**
 * A `Host` block that lets `ssh alias` log on. Without an identity file, ssh offers what it would offer by itself:
 * `IdentitiesOnly` would then keep the agent's keys from being tried.
 */
export function hostBlock({ alias, host, port, user, identityFile }: HostEntry): string {
  const identity = identityFile === undefined ? undefined : configPath(identityFile);
  const settings = [
    `HostName ${written(host.replaceAll('%', '%%'))}`,
    `Port ${port}`,
    `User ${written(user)}`,
    ...(identity === undefined ? [] : [`IdentityFile ${identity}`, 'IdentitiesOnly yes']),
  ];
  return [`Host ${written(alias)}`, ...settings.map((setting) => `  ${setting}`)]
    .map((line) => `${line}\n`)
    .join('');
}

/** Accounts of a Windows domain have a backslash in their name, which every ssh takes as it stands before a letter. */
function written(text: string): string {
  const word = configWord(text.replace(/\\(?=\w)/, '')) === undefined ? undefined : text;
  if (word === undefined || /\s/.test(word))
    throw new AppError('server-user-invalid', { problem: 'character' });
  return word;
}

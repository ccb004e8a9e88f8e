import { AppError } from '../../../shared/ipc/result.ts';
import type { PasswordCredential } from '../../ssh/target.ts';
import type { Connection } from './connection.ts';
import { asksByPam, type SshdSettings } from './sshd-settings.ts';
import type { Transaction } from './transaction.ts';
import { rootPassword } from './ways-in.ts';

/**
 * Where Latchkey knows root's password it tries it once in each way that the server takes passwords in. Where it does
 * not, what sshd says of its own settings has to do: no other password tells whether the right one would open, and what
 * a server offers before a logon is the same whether root is let in that way or not. Error: `password-still-accepted`.
 */
export async function checkPasswordRefused(
  connection: Connection,
  { step }: Transaction,
  root: SshdSettings,
): Promise<void> {
  const password = rootPassword(connection.target);
  if (!password) return;
  await step('check-password-refused', async () => {
    for (const each of waysToOffer(password, root)) {
      if (await connection.opensWith(each)) throw new AppError('password-still-accepted');
    }
  });
}

/** A server that takes both is asked by `password` first, and would not be asked in the other way then. */
function waysToOffer(password: PasswordCredential, settings: SshdSettings): readonly PasswordCredential[] {
  const takesBoth = settings.get('passwordauthentication') === 'yes' && asksByPam(settings);
  return takesBoth ? [password, { ...password, by: 'keyboard-interactive' }] : [password];
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unlockedMark } from '../../../electron/keychain/account-name.ts';
import type { Keyring } from './keyring.ts';

const run = promisify(execFile);

/** Past keytar and Latchkey: what the keyring itself has of the application's, but for the mark that holds no secret. */
export async function storedAccounts({ env }: Pick<Keyring, 'env'>): Promise<string[]> {
  const ask = async (path: string, method: string, ...args: string[]): Promise<string> => {
    const bus = `--bus=${env['DBUS_SESSION_BUS_ADDRESS'] ?? ''}`;
    const call = ['--dest=org.freedesktop.secrets', path, method, ...args];
    return (await run('dbus-send', [bus, '--print-reply', ...call], { timeout: 20_000 })).stdout;
  };
  const search = 'org.freedesktop.Secret.Service.SearchItems';
  const found = await ask('/org/freedesktop/secrets', search, 'dict:string:string:service,Latchkey');
  const item = ['string:org.freedesktop.Secret.Item', 'string:Attributes'];
  const accounts: string[] = [];
  for (const [, path = ''] of found.matchAll(/object path "([^"]+)"/g)) {
    // It may have been removed in the meantime.
    const attributes = await ask(path, 'org.freedesktop.DBus.Properties.Get', ...item).catch(() => '');
    const [, account = unlockedMark] = /string "account"\s+string "([^"]*)"/.exec(attributes) ?? [];
    if (account !== unlockedMark) accounts.push(account);
  }
  return accounts.sort();
}

import { describe, expect, it } from 'vitest';
import {
  accountId,
  makeOwnersAlone,
  ownersAloneCommand,
  whoAmICommand,
} from '../../../electron/console/windows-acl.ts';

const account = 'S-1-5-21-1004336348-1177238915-682003330-1001';

describe('a private key file on Windows', () => {
  it('is made the user’s alone by these commands', () => {
    expect(whoAmICommand('C:\\Windows')).toEqual({
      file: 'C:\\Windows\\System32\\whoami.exe',
      args: ['/user', '/fo', 'csv', '/nh'],
    });
    expect(ownersAloneCommand('C:\\Windows', 'C:\\Users\\Anna B\\Downloads\\.web.pem.1f', account)).toEqual({
      file: 'C:\\Windows\\System32\\icacls.exe',
      args: ['C:\\Users\\Anna B\\Downloads\\.web.pem.1f', '/inheritance:r', '/grant:r', `*${account}:F`],
    });
  });

  it.each([
    `"laptop\\anna","${account}"\r\n`,
    `"azuread\\anna „b“","${account}"\n`,
    `"x\\a","S-1-1-0","${account}"`,
  ])('is for the account that %j names', (printed) => {
    expect(accountId(printed)).toBe(account);
  });

  it.each(['', '"laptop\\anna"', `"a","${account}" extra`, `"a","${account}:F"`])(
    'is not saved where %j names no account',
    (printed) => {
      expect(() => accountId(printed)).toThrow('names no account');
    },
  );

  it('is refused where it could not be made the user’s alone', async () => {
    await expect(makeOwnersAlone('/tmp/key.pem')).rejects.toMatchObject({ code: 'file-not-protected' });
  });
});

import { describe, expect, it } from 'vitest';
import { keytarFailure } from '../../../electron/keychain/keytar-failure.ts';

describe('the kinds of failure', () => {
  it.each([
    ['Cannot create an item in a locked collection', 'keychain-locked'],
    ['User interaction is not allowed.', 'keychain-locked'],
    ['The user name or passphrase you entered is not correct.', 'keychain-locked'],
    ['User canceled the operation.', 'keychain-locked'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychain-absent'],
    ['D-Bus kann ohne X11 $DISPLAY nicht automatisch gestartet werden', 'keychain-absent'],
    ['Could not connect: No such file or directory', 'keychain-absent'],
    ['The given address is empty', 'keychain-absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'keychain-absent'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'keychain-absent'],
    ['A default keychain could not be found.', 'keychain-absent'],
    ['No keychain is available. You may need to restart your computer.', 'keychain-absent'],
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory', 'keychain-absent'],
    ['The stub received bad data.', 'keychain-failed'],
  ])('K6: %s', (words, code) => {
    const cause = new Error(words);
    expect(keytarFailure(cause)).toMatchObject({ code, message: code, cause });
  });

  it('takes what is no error, too', () => {
    expect(keytarFailure('odd').code).toBe('keychain-failed');
  });
});

import { describe, expect, test } from 'vitest';
import { KeyFileChoiceState } from '../../../renderer/key-pairs/key-file-choice.svelte.ts';
import { texts } from '../../../shared/texts/texts.ts';
import { PrivateKeyFileChoice } from '../../../shared/model/private-key-file.ts';

function chosen(form: 'pem' | 'openssh' | 'ppk', passphrase = '', repeated = passphrase): KeyFileChoiceState {
  const file = new KeyFileChoiceState();
  Object.assign(file, { form, passphrase, repeated });
  return file;
}

describe('the form of the private key’s file', () => {
  test('is an unencrypted .pem where nothing is chosen', () => {
    const file = new KeyFileChoiceState();
    expect(file.check()).toBe(true);
    expect(file.choice).toEqual({ form: 'pem' });
  });

  test('never sends a passphrase with a .pem, also when one was typed before', () => {
    const file = chosen('pem', 'secret', 'other');
    expect(file.check()).toBe(true);
    expect(file.choice).toEqual({ form: 'pem' });
  });

  test('is protected by the kept passphrase where there is one, until something else is chosen', () => {
    const file = new KeyFileChoiceState(true);
    expect(file.check()).toBe(true);
    expect(file.choice).toEqual({ form: 'openssh', useOriginalPassphrase: true });
    expect(PrivateKeyFileChoice.safeParse(file.choice).success).toBe(true);
    file.useOriginal = false;
    expect(file.choice).toEqual({ form: 'openssh' });
    Object.assign(file, { passphrase: 'new one', repeated: 'new one' });
    expect(file.choice).toEqual({ form: 'openssh', passphrase: 'new one' });
    file.form = 'pem';
    expect(file.offersOriginal).toBe(false);
    expect(file.choice).toEqual({ form: 'pem' });
  });

  test('has no passphrase where none was typed', () => {
    expect(chosen('ppk').check()).toBe(true);
    expect(chosen('ppk').choice).toEqual({ form: 'ppk' });
  });

  test('says that the second passphrase is another as soon as it is one', () => {
    expect(chosen('openssh', 'secret', 'sec').repeatedError).toBeUndefined();
    expect(chosen('openssh', 'secret', 'sex').repeatedError).toBe(texts.keyFile.repeatedOther);
    const file = chosen('openssh', 'secret', 'sec');
    expect(file.check()).toBe(false);
    expect(file.repeatedError).toBe(texts.keyFile.repeatedOther);
  });

  test.each(['a\u0000b', 'a\tb', '\ud800', 'x'.repeat(1025)])('refuses %j as main does', (passphrase) => {
    const file = chosen('openssh', passphrase);
    expect(file.check()).toBe(false);
    expect(PrivateKeyFileChoice.safeParse({ form: 'openssh', passphrase }).success).toBe(false);
  });

  test('forgets what was typed', () => {
    const file = chosen('openssh', 'secret');
    file.clear();
    expect(file.choice).toEqual({ form: 'openssh' });
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CreateKeyPairState } from '../../../renderer/key-pairs/create-key-pair-state.svelte.ts';
import { texts } from '../../../shared/texts/texts.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { regions } from '../../support/fake-bridge-samples.ts';

const [region] = regions as readonly [RegionView];

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function form(): CreateKeyPairState {
  return new CreateKeyPairState(region, (name) => name === 'staging');
}

const channels = (): string[] => bridge.calls.map(({ channel }) => channel);

describe('importing', () => {
  const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB anna@laptop';

  test('reads the public key after a pause, once', async () => {
    const state = form();
    state.typePublicKey('ssh-ed');
    state.typePublicKey(publicKey);
    expect(state.reading.isReading).toBe(true);
    await vi.advanceTimersByTimeAsync(300);
    expect(channels()).toEqual(['key-pairs:read-key']);
    expect(state.reading.key?.publicKey).toMatchObject({ type: 'ed25519', comment: 'anna@laptop' });
    expect(state.reading.isHeld).toBe(false);
    expect(state.reading.isReading).toBe(false);
  });

  test('says what is wrong with it', async () => {
    const state = form();
    state.typePublicKey('hello');
    await vi.advanceTimersByTimeAsync(300);
    expect(state.publicKeyError).toContain('public key');
    state.typePublicKey('');
    expect(state.publicKeyError).toBeUndefined();
  });

  test('says it once, at the field, where it was sent before it had been read', async () => {
    const state = form();
    state.mode = 'import';
    state.name = 'laptop';
    state.typePublicKey('hello');
    bridge.refuse('key-pairs:import', { code: 'public-key-invalid' });
    await state.submit();
    expect(state.error).toMatchObject({ code: 'public-key-invalid' });
    await vi.advanceTimersByTimeAsync(300);
    expect(state.publicKeyError).toContain('public key');
    expect(state.error).toBeUndefined();
  });

  test('drops what was read of a text that has changed since', async () => {
    const state = form();
    const answers: ((value: unknown) => void)[] = [];
    const call = (): Promise<unknown> => new Promise((resolve) => answers.push(resolve));
    vi.stubGlobal('window', { latchkey: { call, on: bridge.on } });
    state.typePublicKey('first');
    await vi.advanceTimersByTimeAsync(300);
    state.typePublicKey('second');
    answers[0]?.({ ok: false, error: { code: 'private-key-pasted' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(state.reading.error).toBeUndefined();
    expect(state.reading.isReading).toBe(true);
  });

  test('sends name and text', async () => {
    const state = form();
    state.mode = 'import';
    state.name = 'laptop';
    state.typePublicKey(publicKey);
    await vi.advanceTimersByTimeAsync(300);
    await state.submit();
    expect(bridge.calls.at(-1)).toMatchObject({
      channel: 'key-pairs:import',
      request: { name: 'laptop', publicKey },
    });
    expect(state.created?.privateKey).toBe('absent');
    expect(state.download).toEqual({ state: 'none' });
  });

  test('sends nothing without a public key', async () => {
    const state = form();
    state.mode = 'import';
    state.name = 'laptop';
    await state.submit();
    expect(state.publicKeyError).toBe(texts.createKeyPair.publicKeyMissing);
    expect(channels()).toEqual([]);
  });

  test('names the key pair that already has this public key', async () => {
    const state = form();
    state.mode = 'import';
    state.name = 'laptop';
    state.typePublicKey(publicKey);
    bridge.refuse('key-pairs:import', { code: 'key-pair-duplicate', details: { name: 'anna:laptop' } });
    await state.submit();
    expect(state.error).toMatchObject({ details: { name: 'anna:laptop' } });
  });
});

describe('importing a private key', () => {
  const privateKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----';

  async function pasted(text: string): Promise<CreateKeyPairState> {
    const state = form();
    state.mode = 'import';
    state.name = 'laptop';
    state.typePublicKey(text);
    await vi.advanceTimersByTimeAsync(0);
    return state;
  }

  test('it is read at once, leaves the field, and is imported by its handle alone', async () => {
    const state = await pasted(privateKey);
    expect(state.publicKey).toBe('');
    expect(state.publicKeyError).toBeUndefined();
    const { summary } = state.reading;
    expect(summary).toMatchObject({ kind: 'private', protection: null });
    await state.submit();
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'key-pairs:import',
      request: { regionId: region.id, name: 'laptop', handle: summary?.handle, index: 0 },
    });
    expect(state.created).toMatchObject({ privateKey: 'keychain', download: 'available' });
  });

  test('an encrypted one is opened first, shown, and imported only when that is confirmed', async () => {
    const state = await pasted(privateKey.replaceAll('OPENSSH', 'ENCRYPTED'));
    expect(state.reading.key).toBeUndefined();
    state.reading.passphrase = 'not this one';
    await state.submit();
    expect(state.reading.passphraseError).toMatchObject({ code: 'passphrase-wrong' });
    expect(state.created).toBeUndefined();
    state.reading.passphrase = 'correct horse';
    await state.submit();
    expect(state.reading.summary?.kind).toBe('private');
    expect(state.reading.passphrase).toBe('');
    expect(state.created).toBeUndefined();
    await state.submit();
    expect(state.created?.privateKey).toBe('keychain');
  });

  test('without its passphrase it is asked for, and a key in its place begins anew', async () => {
    const state = await pasted(privateKey.replaceAll('OPENSSH', 'ENCRYPTED'));
    await state.submit();
    expect(state.reading.passphraseError).toMatchObject({ code: 'passphrase-required' });
    state.useAnotherKey();
    expect([state.reading.summary, state.publicKeyError]).toEqual([undefined, undefined]);
  });

  test('it is opened although no name was typed yet', async () => {
    const state = await pasted(privateKey.replaceAll('OPENSSH', 'ENCRYPTED'));
    state.name = '';
    state.reading.passphrase = 'correct horse';
    await state.submit();
    expect(state.reading.summary).toMatchObject({ kind: 'private' });
    await state.submit();
    expect(state.created).toBeUndefined();
    expect(state.nameError).toBeDefined();
  });

  test('its passphrase is kept where that is ticked, and the next key is not asked for the same', async () => {
    const state = await pasted(privateKey.replaceAll('OPENSSH', 'ENCRYPTED'));
    expect(state.reading.hasPassphrase).toBe(true);
    expect(state.reading.keepPassphrase).toBe(false);
    state.reading.keepPassphrase = true;
    state.reading.passphrase = 'correct horse';
    await state.submit();
    await state.submit();
    expect(bridge.calls.at(-1)?.request).toMatchObject({ keepPassphrase: true });
    expect(JSON.stringify(bridge.calls.at(-1))).not.toContain('correct horse');
    expect(state.created?.isPassphraseKept).toBe(true);
    state.reading.stop();
    expect(state.reading.keepPassphrase).toBe(false);
  });

  test('of a file with several keys the chosen one is imported', async () => {
    const lines = ['ssh-ed25519 AAAA1 one', 'ssh-ed25519 AAAA2 two'];
    const state = await pasted('');
    state.typePublicKey(lines.join('\n'));
    await vi.advanceTimersByTimeAsync(300);
    expect(state.reading.isHeld).toBe(true);
    state.reading.chosen = '1';
    await state.submit();
    expect(bridge.calls.at(-1)?.request).toMatchObject({ index: 1 });
    expect(state.created?.publicKey.comment).toBe('two');
  });

  test('what is left behind is let go of, in the main process as well', async () => {
    const state = form();
    await state.chooseKeyFile();
    expect(bridge.keyFiles.held.size).toBe(1);
    state.typePublicKey('');
    expect(state.reading.summary).toBeUndefined();
    await vi.advanceTimersByTimeAsync(0);
    expect(bridge.keyFiles.held.size).toBe(0);
  });

  test('a file that was dropped is handed over unread, and the dialog turns to the import', async () => {
    const state = form();
    await state.dropKeyFile(new File(['of no interest'], 'id_rsa'));
    expect(state.mode).toBe('import');
    expect(bridge.calls.at(-1)?.request).toEqual({ path: 'id_rsa' });
    expect(state.reading.summary).toMatchObject({ kind: 'locked', fileName: 'id_rsa' });
  });

  test('a file that can’t be read says so, and that goes with the next try', async () => {
    const state = form();
    bridge.refuse('key-pairs:choose-key-file', { code: 'file-not-readable', details: { path: '/root/key' } });
    await state.chooseKeyFile();
    expect(state.publicKeyError).toContain('/root/key');
    await state.chooseKeyFile();
    expect(state.publicKeyError).toBeUndefined();
  });
});

import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { KeyFileHandle, type KeyFileSummary, type KeyInFileInfo } from '../../shared/model/key-file.ts';
import type { KeyPair, PublicKeyInfo } from '../../shared/model/key-pair.ts';
import { sampleKeyPair } from './fake-bridge-samples.ts';

type Handlers<C extends Channel> = { readonly [Name in C]: (request: Request<Name>) => Response<Name> };
type KeyFileChannel = Extract<Channel, `key-pairs:${'read' | 'choose' | 'unlock' | 'release'}-${string}`>;
type KeyHalves = Pick<KeyPair, 'publicKey' | 'privateKey' | 'download' | 'isPassphraseKept'>;
interface ImportRequest {
  readonly handle: string;
  readonly index: number;
  readonly keepPassphrase?: boolean | undefined;
}

export function publicOnly(publicKey: PublicKeyInfo): KeyHalves {
  return { publicKey, privateKey: 'absent', download: 'none' };
}

const protection = { cipher: 'aes256-ctr', kdf: 'bcrypt' };

/** Key files as the main process holds them. Files are private keys. */
export class FakeKeyFiles {
  /** Which summaries stand for a key that is held, by handle. */
  readonly held = new Map<string, KeyFileSummary>();
  passphrase = 'correct horse';
  clipboard = '-----BEGIN ENCRYPTED PRIVATE KEY-----';
  private readonly readPublicKey: (text: string) => PublicKeyInfo;

  constructor(readPublicKey: (text: string) => PublicKeyInfo) {
    this.readPublicKey = readPublicKey;
  }

  readonly handlers: Handlers<KeyFileChannel> = {
    'key-pairs:read-key': ({ text }) => this.readText(text),
    'key-pairs:choose-key-file': () => this.hold(this.privateKey('id_ed25519')),
    'key-pairs:read-clipboard': () => this.readText(this.clipboard),
    'key-pairs:read-dropped-file': ({ path }) => this.hold(this.locked(path.split('/').at(-1) ?? '')),
    'key-pairs:unlock-key': ({ handle, passphrase }) => {
      const { fileName } = this.find(handle);
      if (passphrase !== this.passphrase) throw new AppError('passphrase-wrong');
      return this.hold({ ...this.privateKey(fileName), protection, handle });
    },
    'key-pairs:release-key': ({ handle }) => {
      this.held.delete(handle);
      return {};
    },
  };

  imported({ handle, index, keepPassphrase }: ImportRequest): KeyHalves {
    const summary = this.find(handle);
    this.held.delete(handle);
    if (summary.kind === 'locked') throw new AppError('passphrase-required');
    if (summary.kind === 'private')
      return {
        publicKey: summary.key.publicKey,
        privateKey: 'keychain',
        download: 'available',
        ...(keepPassphrase === true && summary.protection !== null ? { isPassphraseKept: true } : {}),
      };
    const key = summary.keys[index];
    if (!key) throw new AppError('request-invalid');
    return publicOnly(key.publicKey);
  }

  private readText(text: string): KeyFileSummary {
    if (text.includes('ENCRYPTED PRIVATE KEY')) return this.hold(this.locked(null));
    if (text.includes('PRIVATE KEY')) return this.hold(this.privateKey(null));
    const keys = text
      .trim()
      .split('\n')
      .map((line) => toKey(this.readPublicKey(line)));
    return this.hold({ kind: 'public', ...from(null), keys, unlisted: 0, problems: 0 });
  }

  private privateKey(fileName: string | null): Extract<KeyFileSummary, { kind: 'private' }> {
    const key = toKey({ ...sampleKeyPair(8).publicKey, comment: 'anna@laptop' });
    return { kind: 'private', ...from(fileName), key, protection: null, hasPrivateHalf: true };
  }

  private locked(fileName: string | null): KeyFileSummary {
    return { kind: 'locked', ...from(fileName), format: 'openssh', protection, fingerprintSha256: null };
  }

  private hold<Summary extends KeyFileSummary>(summary: Summary): Summary {
    this.held.set(summary.handle, summary);
    return summary;
  }

  private find(handle: string): KeyFileSummary {
    const summary = this.held.get(handle);
    if (!summary) throw new AppError('key-file-expired');
    return summary;
  }
}

const certificate: NonNullable<KeyInFileInfo['certificate']> = {
  role: 'user',
  keyId: 'anna 2026',
  principals: ['anna', 'root'],
  validAfter: '2026-01-02T08:00:00.000Z',
  validBefore: '2026-07-01T08:00:00.000Z',
};

/** DSA keys are weak, and certificates have said for whom and how long. */
function toKey(publicKey: PublicKeyInfo): KeyInFileInfo {
  const { algorithm } = publicKey;
  return {
    publicKey,
    weaknesses: algorithm.startsWith('ssh-dss') ? ['dsa'] : [],
    certificate: algorithm.includes('-cert-') ? certificate : null,
  };
}

function from(fileName: string | null): Pick<KeyFileSummary, 'handle' | 'fileName'> {
  return { handle: KeyFileHandle.parse(crypto.randomUUID()), fileName };
}

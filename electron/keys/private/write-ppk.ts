import { randomBytes } from 'node:crypto';
import { cleanComment } from '../public-line.ts';
import { joinAndWipe, wireMpint, wireString, WireReader } from '../wire.ts';
import { encryptBlocks } from './ciphers.ts';
import { argon2Key, type Argon2Cost } from './kdf.ts';
import { rsaCoefficient } from './openssh-fields.ts';
import { ppkMac } from './ppk-file.ts';
import { publicBlobOf, type PrivateKey } from './private-key.ts';
import { ppkCipher, ppkKeyLength, ppkKeys } from './read-ppk.ts';

const lineLength = 64;
const blockLength = 16;
const saltLength = 16;
/** PuTTY's memory, and its passes where it does not measure the time they take. */
const cost: Argon2Cost = { memoryKiB: 8192, passes: 13, lanes: 1 };

interface Secrets {
  readonly privateBlob: Buffer;
  readonly macKey: Buffer;
  /** The lines that say how the key is made from the passphrase. */
  readonly derivation: readonly string[];
}

/** A PuTTY private key file of version 3 (PuTTY's manual, appendix C), encrypted where there is a passphrase. */
export async function writePpk(key: PrivateKey, comment: string, passphrase?: Buffer): Promise<string> {
  const publicBlob = publicBlobOf(key);
  const head = {
    version: 3,
    algorithm: new WireReader(publicBlob).text(),
    encryption: passphrase === undefined ? 'none' : 'aes256-cbc',
    comment: Buffer.from(cleanComment(comment), 'utf8'),
    publicBlob,
  } as const;
  const plain = passphrase === undefined ? privateNumbers(key) : wholeBlocks(privateNumbers(key));
  const secrets = await encrypted(plain, passphrase);
  const mac = ppkMac({ ...head, privateBlob: plain }, plain, secrets.macKey);
  const lines = [
    `PuTTY-User-Key-File-3: ${head.algorithm}`,
    `Encryption: ${head.encryption}`,
    `Comment: ${head.comment.toString('utf8')}`,
    ...base64Lines('Public', publicBlob),
    ...secrets.derivation,
    ...base64Lines('Private', secrets.privateBlob),
    `Private-MAC: ${mac.toString('hex')}`,
  ];
  for (const bytes of [plain, secrets.privateBlob, secrets.macKey]) bytes.fill(0);
  return `${lines.join('\r\n')}\r\n`;
}

async function encrypted(plain: Buffer, passphrase: Buffer | undefined): Promise<Secrets> {
  // A copy: what is not encrypted is wiped as well.
  if (passphrase === undefined)
    return { privateBlob: Buffer.from(plain), macKey: Buffer.alloc(0), derivation: [] };
  const salt = randomBytes(saltLength);
  const { key, iv, macKey } = ppkKeys(await argon2Key('Argon2id', passphrase, salt, cost, ppkKeyLength));
  const derivation = [
    'Key-Derivation: Argon2id',
    `Argon2-Memory: ${cost.memoryKiB}`,
    `Argon2-Passes: ${cost.passes}`,
    `Argon2-Parallelism: ${cost.lanes}`,
    `Argon2-Salt: ${salt.toString('hex')}`,
  ];
  const privateBlob = encryptBlocks(ppkCipher, key, iv, plain);
  key.fill(0);
  return { privateBlob, macKey, derivation };
}

function privateNumbers(key: PrivateKey): Buffer {
  switch (key.type) {
    case 'rsa': {
      const numbers = [key.privateExponent, key.prime1, key.prime2, rsaCoefficient(key)];
      return joinAndWipe(numbers.map(wireMpint));
    }
    case 'dsa':
      return wireMpint(key.privateValue);
    case 'ecdsa':
      return wireMpint(key.scalar);
    case 'ed25519':
      return wireString(key.seed);
  }
}

function wholeBlocks(bytes: Buffer): Buffer {
  const missing = (blockLength - (bytes.length % blockLength)) % blockLength;
  return Buffer.concat([bytes, randomBytes(missing)]);
}

function base64Lines(name: string, bytes: Buffer): readonly string[] {
  const lines = bytes.toString('base64').match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return [`${name}-Lines: ${lines.length}`, ...lines];
}

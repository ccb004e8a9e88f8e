import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { KeyPairMaterial } from '../providers/provider.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { privateKeyRef } from './secret-refs.ts';

/** A key pair as an action needs it, with its private half where that is here. Errors: those of the keychain. */
export async function keyPairMaterial(
  { id, publicKey, privateKey }: KeyPair,
  secrets: Pick<KeptSecrets, 'read'>,
): Promise<KeyPairMaterial> {
  const isHere = privateKey === 'keychain';
  return {
    publicLine: publicKey.line,
    privateKey: isHere ? await secrets.read(privateKeyRef(id)) : null,
  };
}

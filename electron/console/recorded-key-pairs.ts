import type { KeyPairId, RegionId } from '../../shared/model/ids.ts';
import {
  keyPairNameProblem,
  type KeyPair,
  type KeySpec,
  type PublicKeyInfo,
} from '../../shared/model/key-pair.ts';
import type { PrivateKeyFileChoice } from '../../shared/model/private-key-file.ts';
import { aboutKeyPair, type ActionHead, type Activity } from './activity.ts';
import { KeyPairs, type DownloadResult } from './key-pairs.ts';

/** Key pairs, with every change of them in the activity. */
export class RecordedKeyPairs extends KeyPairs {
  readonly #activity: Activity;

  constructor(parts: ConstructorParameters<typeof KeyPairs>[0], activity: Activity) {
    super(parts);
    this.#activity = activity;
  }

  override create(
    regionId: RegionId,
    name: string,
    spec: KeySpec,
    file?: PrivateKeyFileChoice,
  ): Promise<{ keyPair: KeyPair; download: DownloadResult }> {
    const head = { kind: 'create-key-pair', regionId, keyPairName: checkedName(name) } as const;
    return this.#activity.record(head, async (found) => {
      const created = await super.create(regionId, name, spec, file);
      found(aboutKeyPair(created.keyPair));
      return created;
    });
  }

  override importPublicKey(regionId: RegionId, name: string, text: string): Promise<KeyPair> {
    const head = { kind: 'import-key-pair', regionId, keyPairName: checkedName(name) } as const;
    return this.#imported(head, () => super.importPublicKey(regionId, name, text));
  }

  override importPrivateKey(
    regionId: RegionId,
    name: string,
    ...key: [publicKey: PublicKeyInfo, privateKeyPem: string, passphrase?: string]
  ): Promise<KeyPair> {
    const head = { kind: 'import-key-pair', regionId, keyPairName: checkedName(name) } as const;
    return this.#imported(head, () => super.importPrivateKey(regionId, name, ...key));
  }

  override async download(id: KeyPairId, path: string, file?: PrivateKeyFileChoice): Promise<string> {
    return this.#activity.record(this.#about('download-key-pair', id), () => super.download(id, path, file));
  }

  override async delete(id: KeyPairId): Promise<void> {
    return this.#activity.record(this.#about('delete-key-pair', id), () => super.delete(id));
  }

  #imported(head: ActionHead, work: () => Promise<KeyPair>): Promise<KeyPair> {
    return this.#activity.record(head, async (found) => {
      const keyPair = await work();
      found(aboutKeyPair(keyPair));
      return keyPair;
    });
  }

  #about(kind: ActionHead['kind'], id: KeyPairId): ActionHead {
    const keyPair = this.get(id);
    return { kind, regionId: keyPair.regionId, ...aboutKeyPair(keyPair) };
  }
}

/** What is no name may be anything, a key pasted into the wrong field included. */
function checkedName(name: string): string {
  return keyPairNameProblem(name) === undefined ? name : '';
}

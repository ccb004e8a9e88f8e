import KeyRound from '@lucide/svelte/icons/key-round';
import ServerIcon from '@lucide/svelte/icons/server';
import type { RegionId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import { addressOf, type Server } from '../../shared/model/server.ts';
import { call } from '../lib/client.ts';
import { texts } from '../../shared/texts/texts.ts';
import { statusText } from '../servers/server-cells.ts';
import type { PaletteItem } from '../ui/palette-item.ts';

/** What the palette searches of one region. */
export interface RegionContents {
  readonly region: RegionView;
  readonly keyPairs: readonly KeyPair[];
  readonly servers: readonly Server[];
}

/** A key pair or server of any region. */
export interface Target {
  readonly section: 'key-pairs' | 'servers';
  readonly id: string;
  readonly name: string;
  readonly regionId: RegionId;
}

export async function readContents(region: RegionView): Promise<RegionContents> {
  const [keyPairs, servers] = await Promise.all([
    call('key-pairs:list', { regionId: region.id }),
    call('servers:list', { regionId: region.id }),
  ]);
  return { region, keyPairs, servers };
}

/** @param where the region's name, where there are several */
export function keyPairItem({ id, name, publicKey }: KeyPair, where: string): PaletteItem {
  const { type, bits, fingerprintSha256, fingerprintMd5 } = publicKey;
  return {
    ...{ id, label: name, icon: KeyRound, hasActions: true },
    detail: joined(texts.keyPairs.typeName(type, bits), where),
    keywords: `${fingerprintSha256} ${fingerprintMd5}`,
  };
}

/** @param where the region's name, where there are several */
export function serverItem(server: Server, where: string): PaletteItem {
  return {
    ...{ id: server.id, label: server.name, icon: ServerIcon, hasActions: true },
    detail: joined(addressOf(server), where),
    keywords: `${server.os.name} ${statusText(server)}`,
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

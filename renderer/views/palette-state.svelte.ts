import KeyRound from '@lucide/svelte/icons/key-round';
import ServerIcon from '@lucide/svelte/icons/server';
import type { RegionId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import type { Server } from '../../shared/model/server.ts';
import { keyPairRowActions } from '../key-pairs/key-pair-row-actions.ts';
import { call } from '../lib/client.ts';
import { texts } from '../lib/texts/texts.ts';
import { addressOf } from '../servers/server-cells.ts';
import { serverRowActions } from '../servers/server-row-actions.ts';
import type { MenuAction } from '../ui/menu-action.ts';
import { findItems, type PaletteGroup, type PaletteItem } from '../ui/palette-item.ts';
import { commandsOf, type Command } from './commands.ts';
import type { WindowState } from './window-state.svelte.ts';

interface RegionContents {
  readonly region: RegionView;
  readonly keyPairs: readonly KeyPair[];
  readonly servers: readonly Server[];
}

/** A key pair or server of any region. */
interface Target {
  readonly section: 'key-pairs' | 'servers';
  readonly id: string;
  readonly name: string;
  readonly regionId: RegionId;
}

const words = texts.palette;
const limits = { keyPairs: 8, servers: 12, actions: 30 } as const;
/** Before anything is typed: so few that all three groups are in view. */
const firstLimits = { keyPairs: 3, servers: 3, actions: 30 } as const;

/** What the search over everything finds, and what happens with what is chosen. */
export class PaletteState {
  query = $state('');
  isLoading = $state(true);
  /** Names of regions that could not be read. */
  unread: readonly string[] = $state.raw([]);
  /** What the actions are shown of, where it is one thing. */
  about: Target | undefined = $state.raw();

  #others: readonly RegionContents[] = $state.raw([]);
  readonly #app: WindowState;

  readonly #contents: readonly RegionContents[] = $derived.by(() => {
    const { region, keyPairs, servers } = this.#app;
    const here = region ? [{ region, keyPairs: keyPairs.keyPairs, servers: servers.servers }] : [];
    return [...here, ...this.#others];
  });
  readonly #keyPairs: readonly PaletteItem[] = $derived.by(() =>
    this.#contents.flatMap(({ region, keyPairs }) =>
      keyPairs.map((keyPair) => keyPairItem(keyPair, this.#where(region))),
    ),
  );
  readonly #servers: readonly PaletteItem[] = $derived.by(() =>
    this.#contents.flatMap(({ region, servers }) =>
      servers.map((server) => serverItem(server, this.#where(region))),
    ),
  );
  readonly #commands: readonly Command[] = $derived.by(() => commandsOf(this.#app));

  readonly groups: readonly PaletteGroup[] = $derived.by(() =>
    this.about ? [this.#actionGroup(this.about)] : this.#everything(),
  );

  constructor(app: WindowState) {
    this.#app = app;
  }

  /** Reads what the other regions have; the window knows its own. */
  async load(): Promise<void> {
    const others = this.#app.regions.regions.filter(({ id }) => id !== this.#app.region?.id);
    const read = await Promise.allSettled(others.map(readContents));
    this.#others = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    this.unread = others.filter((_, index) => read[index]?.status === 'rejected').map(({ name }) => name);
    this.isLoading = false;
  }

  showActions(itemId: string): void {
    this.about = this.#targetOf(itemId);
    this.query = '';
  }

  back(): void {
    this.about = undefined;
    this.query = '';
  }

  /** Goes to what was chosen, or does it. */
  async choose(itemId: string): Promise<void> {
    const target = this.#targetOf(itemId);
    if (this.about) await this.#act(this.about, itemId);
    else if (target) await this.#app.goTo(target);
    else this.#commands.find(({ id }) => id === itemId)?.run();
  }

  #everything(): readonly PaletteGroup[] {
    const keyPairs = { id: 'key-pairs', label: words.keyPairs, items: this.#keyPairs };
    const servers = { id: 'servers', label: words.servers, items: this.#servers };
    const actions = { id: 'actions', label: words.actions, items: this.#commands };
    const most = this.query.trim() === '' ? firstLimits : limits;
    return [
      findItems(keyPairs, this.query, most.keyPairs),
      findItems(servers, this.query, most.servers),
      findItems(actions, this.query, most.actions),
    ];
  }

  #actionGroup(about: Target): PaletteGroup {
    const items = this.#actionsOf(about).map(({ id, label, icon, disabledReason }): PaletteItem => ({
      ...{ id, label, disabledReason },
      ...(icon ? { icon } : {}),
    }));
    return findItems(
      { id: 'actions', label: words.actionsOf(about.name), items },
      this.query,
      limits.actions,
    );
  }

  /** In its own region: a dialog is about what the window shows. */
  async #act(about: Target, actionId: string): Promise<void> {
    await this.#app.goTo(about);
    this.#actionsOf(about)
      .find(({ id }) => id === actionId)
      ?.onselect();
  }

  #actionsOf({ section, id, regionId }: Target): readonly MenuAction[] {
    const contents = this.#contents.find(({ region }) => region.id === regionId);
    const { keyPairActions, serverActions } = this.#app;
    const keyPair = section === 'key-pairs' && contents?.keyPairs.find((one) => one.id === id);
    if (keyPair) return keyPairRowActions(keyPair, this.#app.serverDialogs, keyPairActions);
    const server = contents?.servers.find((one) => one.id === id);
    return server ? serverRowActions(server, contents?.keyPairs ?? [], serverActions).flat() : [];
  }

  #targetOf(itemId: string): Target | undefined {
    for (const { region, keyPairs, servers } of this.#contents) {
      const { id: regionId } = region;
      const keyPair = keyPairs.find(({ id }) => id === itemId);
      if (keyPair) return { section: 'key-pairs', id: itemId, name: keyPair.name, regionId };
      const server = servers.find(({ id }) => id === itemId);
      if (server) return { section: 'servers', id: itemId, name: server.name, regionId };
    }
    return undefined;
  }

  /** The region is named where there are several. */
  #where({ name }: RegionView): string {
    return this.#app.regions.regions.length > 1 ? name : '';
  }
}

async function readContents(region: RegionView): Promise<RegionContents> {
  const [keyPairs, servers] = await Promise.all([
    call('key-pairs:list', { regionId: region.id }),
    call('servers:list', { regionId: region.id }),
  ]);
  return { region, keyPairs, servers };
}

function keyPairItem({ id, name, publicKey }: KeyPair, where: string): PaletteItem {
  const { type, bits, fingerprintSha256, fingerprintMd5 } = publicKey;
  return {
    ...{ id, label: name, icon: KeyRound, hasActions: true },
    detail: joined(texts.keyPairs.typeName(type, bits), where),
    keywords: `${fingerprintSha256} ${fingerprintMd5}`,
  };
}

function serverItem(server: Server, where: string): PaletteItem {
  return {
    ...{ id: server.id, label: server.name, icon: ServerIcon, hasActions: true },
    detail: joined(addressOf(server), where),
    keywords: `${server.os.name} ${texts.servers.statuses[server.status]}`,
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

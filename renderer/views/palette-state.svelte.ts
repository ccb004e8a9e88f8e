import type { RegionView } from '../../shared/model/region.ts';
import { keyPairRowActions } from '../key-pairs/key-pair-row-actions.ts';
import { texts } from '../../shared/texts/texts.ts';
import { serverRowActions } from '../servers/server-row-actions.ts';
import type { MenuAction } from '../ui/menu-action.ts';
import { findItems, type PaletteGroup, type PaletteItem } from '../ui/palette-item.ts';
import { commandsOf, type Command } from './commands.ts';
import { isNamed, namedActions, targetsOf, type NamedAction } from './named-actions.ts';
import {
  keyPairItem,
  readContents,
  serverItem,
  type RegionContents,
  type Target,
} from './palette-contents.ts';
import { targetedActions, targetRows, type TargetedAction, type TargetRow } from './targeted-actions.ts';
import type { WindowState } from './window-state.svelte.ts';

const words = texts.palette;
const limits = { keyPairs: 8, servers: 12, actions: 30, targeted: 8 } as const;
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
  /** The action that was chosen by its name: of what it is to be done comes next. */
  action: NamedAction | undefined = $state.raw();

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

  readonly #named: readonly NamedAction[] = $derived.by(() =>
    namedActions(this.#contents, (target) => this.#actionsOf(target)),
  );
  readonly #targets: readonly PaletteItem[] = $derived.by(() =>
    this.action
      ? targetsOf(this.action, this.#contents, {
          actionsOf: (target) => this.#actionsOf(target),
          where: (region) => this.#where(region),
        })
      : [],
  );

  readonly #rows: readonly TargetRow[] = $derived.by(() =>
    targetRows(this.#contents, (region) => this.#where(region)),
  );
  readonly #targeted: { readonly items: readonly TargetedAction[]; readonly more: number } = $derived.by(() =>
    targetedActions(
      this.query,
      { named: this.#named, rows: this.#rows, actionsOf: ({ record }) => this.#actionsOfRecord(record) },
      limits.targeted,
    ),
  );

  readonly groups: readonly PaletteGroup[] = $derived.by(() => {
    if (this.about) return [this.#actionGroup(this.about)];
    return this.action ? [this.#targetGroup(this.action)] : this.#everything();
  });
  /** Of what the list is, where it is not everything. */
  readonly title: string | undefined = $derived(
    this.about ? words.actionsOf(this.about.name) : this.action?.label,
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

  /** Whether choosing it is followed by another choice. */
  leadsOn(itemId: string): boolean {
    return !this.about && !this.action && this.#named.some(({ id }) => id === itemId);
  }

  /** The actions of a key pair or server, or what a named action can be done with. */
  showNext(itemId: string): void {
    this.action = this.#named.find(({ id }) => id === itemId);
    this.about = this.#targetOf(itemId);
    this.query = '';
  }

  back(): void {
    this.about = undefined;
    this.action = undefined;
    this.query = '';
  }

  /** Goes to what was chosen, or does it. */
  async choose(itemId: string): Promise<void> {
    const target = this.#targetOf(itemId);
    const targeted = this.#targeted.items.find(({ id }) => id === itemId);
    if (this.about) await this.#act(this.about, (action) => action.id === itemId);
    else if (this.action && target) await this.#act(target, isNamed(this.action));
    else if (target) await this.#app.goTo(target);
    else if (targeted) await this.#act(targeted.target, isNamed(targeted.action));
    else this.#commands.find(({ id }) => id === itemId)?.run();
  }

  #everything(): readonly PaletteGroup[] {
    const keyPairs = { id: 'key-pairs', label: words.keyPairs, items: this.#keyPairs };
    const servers = { id: 'servers', label: words.servers, items: this.#servers };
    const isFirst = this.query.trim() === '';
    const items = isFirst ? this.#commands : [...this.#commands, ...this.#named];
    const actions = { id: 'actions', label: words.actions, items };
    const most = isFirst ? firstLimits : limits;
    return [
      findItems(keyPairs, this.query, most.keyPairs),
      findItems(servers, this.query, most.servers),
      this.#withTargeted(findItems(actions, this.query, most.actions)),
    ];
  }

  #withTargeted(actions: PaletteGroup): PaletteGroup {
    const { items, more } = this.#targeted;
    return { ...actions, items: [...actions.items, ...items], more: actions.more + more };
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

  #targetGroup({ section }: NamedAction): PaletteGroup {
    const label = section === 'key-pairs' ? words.keyPairs : words.servers;
    return findItems({ id: section, label, items: this.#targets }, this.query, limits.actions);
  }

  /** In its own region: a dialog is about what the window shows. What was read of it before may not hold any more. */
  async #act(about: Target, isIt: (action: MenuAction) => boolean): Promise<void> {
    await this.#app.goTo(about);
    const action = this.#actionsOf(about).find(isIt);
    if (action?.disabledReason === undefined) action?.onselect();
    else this.#app.serverActions.tell('info', action.disabledReason);
  }

  #actionsOf({ section, id, regionId }: Pick<Target, 'section' | 'id' | 'regionId'>): readonly MenuAction[] {
    const contents = this.#contents.find(({ region }) => region.id === regionId);
    if (!contents) return [];
    const keyPair = section === 'key-pairs' && contents.keyPairs.find((one) => one.id === id);
    if (keyPair) return this.#actionsOfRecord({ keyPair });
    const server = contents.servers.find((one) => one.id === id);
    return server ? this.#actionsOfRecord({ server, keyPairs: contents.keyPairs }) : [];
  }

  #actionsOfRecord(record: TargetRow['record']): readonly MenuAction[] {
    const { keyPairActions, serverActions, serverDialogs } = this.#app;
    return 'keyPair' in record
      ? keyPairRowActions(record.keyPair, serverDialogs, keyPairActions)
      : serverRowActions(record.server, record.keyPairs, serverActions).flat();
  }

  #targetOf(itemId: string): Target | undefined {
    return this.#rows.find(({ id }) => id === itemId);
  }

  /** The region is named where there are several. */
  #where({ name }: RegionView): string {
    return this.#app.regions.regions.length > 1 ? name : '';
  }
}

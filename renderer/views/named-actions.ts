import { isRepairable } from '../../shared/model/drift.ts';
import type { RegionView } from '../../shared/model/region.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { MenuAction } from '../ui/menu-action.ts';
import type { PaletteItem } from '../ui/palette-item.ts';
import { keyPairItem, serverItem, type RegionContents, type Target } from './palette-contents.ts';

/** An action of rows, found by its name before it is known of which row. */
export interface NamedAction extends PaletteItem {
  readonly section: Target['section'];
  readonly actionId: string;
}

type Row = Pick<Target, 'section' | 'id' | 'regionId'>;
type ActionsOf = (row: Row) => readonly MenuAction[];

const words = texts.palette;

/** That a row's details are shown is what choosing the row is for. */
const leftOut: readonly string[] = ['details'];

/** The actions that any of the rows has, each once. */
export function namedActions(
  contents: readonly RegionContents[],
  actionsOf: ActionsOf,
): readonly NamedAction[] {
  const found = new Map<string, NamedAction>();
  for (const row of contents.flatMap(samplesOf)) {
    for (const { id: actionId, label, icon } of actionsOf(row)) {
      const id = `${row.section} ${actionId} ${label}`;
      if (found.has(id) || leftOut.includes(actionId)) continue;
      const detail = row.section === 'key-pairs' ? words.ofKeyPair : words.ofServer;
      const about = { id, label, detail, section: row.section, actionId, hasActions: true };
      found.set(id, { ...about, ...(icon ? { icon } : {}) });
    }
  }
  return [...found.values()];
}

/** Rows with the same actions do not have to be looked at all: there may be thousands. */
function samplesOf({ region, keyPairs, servers }: RegionContents): readonly Row[] {
  const regionId = region.id;
  const samples = [
    servers.find(({ pending }) => pending === null),
    servers.find(({ pending }) => pending),
    servers.find(({ drift }) => drift && isRepairable(drift)),
  ];
  return [
    ...keyPairs.map(({ id }) => ({ section: 'key-pairs' as const, id, regionId })),
    ...samples.flatMap((server) =>
      server ? [{ section: 'servers' as const, id: server.id, regionId }] : [],
    ),
  ];
}

interface Lookups {
  readonly actionsOf: ActionsOf;
  readonly where: (region: RegionView) => string;
}

/** The rows that have the action; those that it can't be done with now come last, with the reason. */
export function targetsOf(
  action: NamedAction,
  contents: readonly RegionContents[],
  { actionsOf, where }: Lookups,
): readonly PaletteItem[] {
  const items = contents.flatMap(({ region, keyPairs, servers }) => {
    const all =
      action.section === 'key-pairs'
        ? keyPairs.map((keyPair) => keyPairItem(keyPair, where(region)))
        : servers.map((server) => serverItem(server, where(region)));
    return all.flatMap((item) => {
      const row = { section: action.section, id: item.id, regionId: region.id };
      const found = actionsOf(row).find(isNamed(action));
      return found ? [{ ...item, hasActions: false, disabledReason: found.disabledReason }] : [];
    });
  });
  return items.toSorted((one, other) => Number(isOff(one)) - Number(isOff(other)));
}

function isOff({ disabledReason }: PaletteItem): boolean {
  return disabledReason !== undefined;
}

/** Whether an action of a row is the named one. */
export function isNamed({ actionId, label }: NamedAction): (action: MenuAction) => boolean {
  return (action) => action.id === actionId && action.label === label;
}

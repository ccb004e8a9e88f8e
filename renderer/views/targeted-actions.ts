import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import type { Server } from '../../shared/model/server.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { MenuAction } from '../ui/menu-action.ts';
import { rankOf, wordsOf, type PaletteItem } from '../ui/palette-item.ts';
import { isNamed, type NamedAction } from './named-actions.ts';
import type { RegionContents, Target } from './palette-contents.ts';

/** A key pair or server, and where it is, where there are several regions. */
export interface TargetRow extends Target {
  readonly lowerName: string;
  readonly where: string;
  readonly record:
    { readonly keyPair: KeyPair } | { readonly server: Server; readonly keyPairs: readonly KeyPair[] };
}

/** An action of one row, found by words of both their names. */
export interface TargetedAction extends PaletteItem {
  readonly action: NamedAction;
  readonly target: Target;
}

/** An action that some of the words are of, and the other words: those have to be in a row's name. */
interface MeantAction {
  readonly action: NamedAction;
  readonly ofRow: readonly string[];
}

interface Found {
  readonly action: NamedAction;
  readonly row: TargetRow;
  readonly disabledReason: string | undefined;
  readonly rank: number;
}

interface TargetedSearch {
  readonly named: readonly NamedAction[];
  readonly rows: readonly TargetRow[];
  readonly actionsOf: (row: TargetRow) => readonly MenuAction[];
}

export function targetRows(
  contents: readonly RegionContents[],
  whereOf: (region: RegionView) => string,
): readonly TargetRow[] {
  return contents.flatMap(({ region, keyPairs, servers }) => {
    const where = whereOf(region);
    const rowOf = ({ id, name }: KeyPair | Server) =>
      ({ id, name, where, regionId: region.id, lowerName: name.toLocaleLowerCase() }) as const;
    return [
      ...keyPairs.map((keyPair) => ({
        ...rowOf(keyPair),
        section: 'key-pairs' as const,
        record: { keyPair },
      })),
      ...servers.map((server) => ({
        ...rowOf(server),
        section: 'servers' as const,
        record: { server, keyPairs },
      })),
    ];
  });
}

/**
 * Actions with the rows that they can be done with, where the words are of both: some are in an action's name, and the
 * others in a row's. Those that can't be done now say why. The best names come first, not more than `limit`.
 */
export function targetedActions(
  query: string,
  { named, rows, actionsOf }: TargetedSearch,
  limit: number,
): { readonly items: readonly TargetedAction[]; readonly more: number } {
  const meant = meantActions(wordsOf(query), named);
  const found = meant.length === 0 ? [] : rows.flatMap((row) => foundOn(row, meant, actionsOf));
  const best = found.toSorted((a, b) => b.rank - a.rank).slice(0, limit);
  return { items: best.map(itemOf), more: found.length - best.length };
}

function meantActions(words: readonly string[], named: readonly NamedAction[]): readonly MeantAction[] {
  return named.flatMap((action) => {
    const label = action.label.toLocaleLowerCase();
    const ofRow = words.filter((word) => !label.includes(word));
    return ofRow.length === 0 || ofRow.length === words.length ? [] : [{ action, ofRow }];
  });
}

/** The row's actions are asked for once, and only where its name is meant: there may be thousands of rows. */
function foundOn(
  row: TargetRow,
  meant: readonly MeantAction[],
  actionsOf: TargetedSearch['actionsOf'],
): readonly Found[] {
  const here = meant.filter(
    ({ action, ofRow }) =>
      action.section === row.section && ofRow.every((word) => row.lowerName.includes(word)),
  );
  if (here.length === 0) return [];
  const actions = actionsOf(row);
  return here.flatMap(({ action, ofRow }) => {
    const one = actions.find(isNamed(action));
    if (!one) return [];
    const { disabledReason } = one;
    return [{ action, row, disabledReason, rank: rankOf({ label: row.name }, ofRow) }];
  });
}

function itemOf({ action, row, disabledReason }: Found): TargetedAction {
  const { id, label, icon } = action;
  return {
    ...{ id: `${id} ${row.id}`, label: texts.palette.actionOn(label, row.name), detail: row.where },
    ...(icon ? { icon } : {}),
    ...{ disabledReason, action, target: row },
  };
}

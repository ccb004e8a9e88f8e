import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  compareValues,
  filterRows,
  fittingActions,
  fittingColumns,
  gridTracks,
  searchable,
  type TableColumn,
} from '../../../renderer/ui/table-column.ts';

interface Machine {
  readonly name: string;
  readonly os: string;
}

const width = { min: 100, grow: 1 };
const columns: readonly TableColumn<Machine>[] = [
  { id: 'name', header: 'Name', text: ({ name }) => name, width },
  { id: 'os', header: 'OS', text: ({ os }) => os, width: { min: 60, grow: 2 } },
];
const machines: readonly Machine[] = [
  { name: 'web-1', os: 'Debian' },
  { name: 'db-1', os: 'Ubuntu' },
  { name: 'web-2', os: 'Ubuntu' },
];

const found = (filter: string, rows = machines): string[] =>
  filterRows(
    searchable(
      rows.map((value) => ({ id: value.name, value })),
      columns,
    ),
    filter,
  ).map(({ id }) => id);

describe('filtering rows', () => {
  test('an empty filter leaves all rows', () => {
    expect(found('  ')).toEqual(['web-1', 'db-1', 'web-2']);
  });

  test('every word has to occur, in whichever column and case', () => {
    expect(found('UBUNTU web')).toEqual(['web-2']);
    expect(found('web fedora')).toEqual([]);
  });

  test('a word does not match across the border of two columns', () => {
    expect(found('1debian')).toEqual([]);
  });

  test('a filter that is part of a name always finds it', () => {
    const named = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/\s/.test(name));
    fc.assert(
      fc.property(named, (name) => {
        expect(found(name, [{ name, os: '' }])).toEqual([name]);
      }),
    );
  });
});

describe('ordering values', () => {
  test('numbers in texts are ordered by size', () => {
    expect(['web-10', 'web-2', 'Web-1'].toSorted(compareValues)).toEqual(['Web-1', 'web-2', 'web-10']);
  });

  test('numbers are ordered as numbers', () => {
    expect([10, 9, 100].toSorted(compareValues)).toEqual([9, 10, 100]);
  });
});

describe('laying out columns', () => {
  test('all columns share what is left over', () => {
    expect(gridTracks(columns, 0, 0)).toEqual({
      template: 'minmax(100px, 1fr) minmax(60px, 2fr)',
      minWidth: 160,
    });
  });

  test('the box for selecting comes first and the actions last', () => {
    expect(gridTracks(columns, 40, 64)).toEqual({
      template: '40px minmax(100px, 1fr) minmax(60px, 2fr) 64px',
      minWidth: 264,
    });
  });

  const wide = [
    { id: 'name', width: { min: 100, grow: 1 } },
    { id: 'os', width: { min: 80, grow: 1 }, givesWay: 2 },
    { id: 'address', width: { min: 150, grow: 1 } },
    { id: 'logon', width: { min: 60, grow: 1 }, givesWay: 1 },
  ];
  const idsIn = (room: number): readonly string[] => fittingColumns(wide, room).map(({ id }) => id);

  test('columns give way in their order, and only as many as there is no room for', () => {
    expect(idsIn(390)).toEqual(['name', 'os', 'address', 'logon']);
    expect(idsIn(389)).toEqual(['name', 'os', 'address']);
    expect(idsIn(329)).toEqual(['name', 'address']);
    expect(idsIn(100)).toEqual(['name', 'address']);
  });

  const actions = [{ label: 'Attach Server' }, { label: 'Detach Server' }, { label: 'Delete' }];

  test('without room for a button only the menu is there', () => {
    expect(fittingActions(actions, 100)).toEqual({ count: 0, width: 56 });
  });

  test('never takes more than the room there is, nor less than all actions when there is enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 56, max: 3000 }), (room) => {
        const { count, width: taken } = fittingActions(actions, room);
        expect(taken).toBeLessThanOrEqual(room);
        expect(count).toBeLessThanOrEqual(actions.length);
      }),
    );
    expect(fittingActions(actions, 3000).count).toBe(3);
  });
});

import { expect, test } from 'vitest';
import { searchItems } from '../../../renderer/ui/transfer-item.ts';

const items = [
  { id: '1', label: 'web-01', description: 'root@203.0.113.1' },
  { id: '2', label: 'db-01' },
];

test('items are found by label and by description, whatever the case', () => {
  expect(searchItems(items, ' WEB ')).toEqual([items[0]]);
  expect(searchItems(items, '113.1')).toEqual([items[0]]);
  expect(searchItems(items, '01')).toEqual(items);
  expect(searchItems(items, 'mail')).toEqual([]);
});

test('an empty search shows all items', () => {
  expect(searchItems(items, '  ')).toBe(items);
});

import { describe, expect, test } from 'vitest';
import { findItems, type PaletteItem } from '../../../renderer/ui/palette-item.ts';

const item = (label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({ id: label, label, ...more });

function found(items: readonly PaletteItem[], query: string, limit = 10) {
  const group = findItems({ id: 'g', label: 'G', items }, query, limit);
  return { labels: group.items.map(({ label }) => label), more: group.more };
}

describe('finding in the palette', () => {
  test('what begins with the words comes before what has them later, and that before other facts', () => {
    const items = [
      item('db', { detail: 'web.example' }),
      item('oldweb'),
      item('my web'),
      item('web-1'),
      item('web'),
    ];
    expect(found(items, 'WEB').labels).toEqual(['web', 'web-1', 'my web', 'oldweb', 'db']);
  });

  test('every word has to occur somewhere', () => {
    const items = [
      item('web-1', { detail: 'root@10.0.0.1 · Lab' }),
      item('web-2', { detail: 'root@10.0.0.2' }),
    ];
    expect(found(items, 'lab web').labels).toEqual(['web-1']);
    expect(found(items, 'lab db').labels).toEqual([]);
    expect(found([item('a', { keywords: 'SHA256:xY' })], 'sha256:xy').labels).toEqual(['a']);
  });

  test('says how many there are beyond those that are shown', () => {
    const items = Array.from({ length: 10_000 }, (_, index) => item(`web-${index}`));
    expect(found(items, 'web', 3)).toEqual({ labels: ['web-0', 'web-1', 'web-2'], more: 9997 });
    expect(found(items, ' ', 3).more).toBe(9997);
  });
});

import { expect, test } from 'vitest';
import { sampleRegion, strangeId } from './samples.ts';
import { newStorePath, open } from './store-folder.ts';

test('regions are listed in the order in which they were made', () => {
  const { regions } = open(newStorePath());
  const made = [sampleRegion({ name: 'b' }), sampleRegion({ name: 'a', keyPairLimit: 50 })];
  for (const region of made) regions.insert(region);
  expect(regions.list()).toEqual(made);
});

test('a region is found by its id, and one that is not there is not', () => {
  const { regions } = open(newStorePath());
  const region = sampleRegion();
  regions.insert(region);
  expect(regions.find(region.id)).toEqual(region);
  expect(regions.find(strangeId())).toBeUndefined();
});

test('a region is renamed, limited and deleted; one that is not there is not', () => {
  const { regions } = open(newStorePath());
  const region = sampleRegion();
  regions.insert(region);
  regions.update({ ...region, name: 'Berlin', keyPairLimit: 50 });
  expect(regions.find(region.id)).toEqual({ ...region, name: 'Berlin', keyPairLimit: 50 });
  expect(() => regions.update({ ...region, id: strangeId() })).toThrow('region-not-found');
  regions.delete(region.id);
  expect(regions.list()).toEqual([]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RegionForm } from '../../../renderer/regions/region-form.svelte.ts';
import { RegionsState } from '../../../renderer/regions/regions-state.svelte.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { sampleRegion } from '../../support/fake-bridge-samples.ts';

let bridge: FakeBridge;
let regions: RegionsState;

beforeEach(async () => {
  bridge = new FakeBridge({
    regions: [sampleRegion(1, 'Berlin', 'ssh'), sampleRegion(2, 'Try', 'practice')],
  });
  vi.stubGlobal('window', { latchkey: bridge });
  regions = new RegionsState(() => undefined);
  await regions.list();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const changes = () => bridge.calls.filter(({ channel }) => channel !== 'regions:list');

test('an empty name is no mistake before the user goes on', async () => {
  const form = new RegionForm(regions);
  expect(form.nameError).toBeUndefined();
  expect(await form.save()).toBe(false);
  expect(form.nameError).toBeDefined();
  expect(changes()).toEqual([]);
});

test('a name that another region has is refused while it is typed; its own is not', () => {
  const form = new RegionForm(regions, regions.regions[0]);
  expect(form.nameError).toBeUndefined();
  form.name = 'TRY';
  expect(form.nameError).toBeDefined();
});

test('only what has changed is sent', async () => {
  const form = new RegionForm(regions, regions.regions[0]);
  form.limit = '25';
  expect(await form.save()).toBe(true);
  expect(changes()).toMatchObject([{ channel: 'regions:set-limit', request: { keyPairLimit: 25 } }]);
});

test.each(['0', 'many', '1.5', ''])('%j is no limit', async (limit) => {
  const form = new RegionForm(regions, regions.regions[0]);
  form.limit = limit;
  expect(await form.save()).toBe(false);
  expect(changes()).toEqual([]);
});

test('the limit of the practice region is not offered', () => {
  expect(new RegionForm(regions, regions.regions[1]).hasLimit).toBe(false);
});

test('a refusal is shown', async () => {
  const form = new RegionForm(regions);
  form.name = 'Hamburg';
  bridge.refuse('regions:create', { code: 'disk-full' });
  expect(await form.save()).toBe(false);
  expect(form.error).toBeDefined();
  expect(form.isBusy).toBe(false);
});

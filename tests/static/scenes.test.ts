import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../shared/texts/en.ts';
import type { AppNotice } from '../../shared/model/app-status.ts';
import { scenes } from '../scenes/scenes.ts';

const components = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.svelte'))
  .map((path) => basename(path, '.svelte'));

/** What others are made of: they are in every scene of these. */
const frames = new Set(['Dialog', 'DetailsDialog', 'OneServerDialog', 'ManyServersDialog', 'TransferDialog']);

const shown = new Set(scenes.map(({ shows }) => shows));

function inNoScene(names: readonly string[]): readonly string[] {
  return names.filter((name) => /(?:Dialog|View)$/.test(name) && !frames.has(name) && !shown.has(name));
}

it('every dialog and every view is in a scene', () => {
  expect(components.length).toBeGreaterThan(80);
  expect(inNoScene(components)).toEqual([]);
});

it('every notice of the start is in a scene', () => {
  const noticed = new Set(scenes.flatMap(({ state }) => state?.notices ?? []).map(({ code }) => code));
  expect(Object.keys(en.notices).filter((code) => !noticed.has(code as AppNotice['code']))).toEqual([]);
});

it('one that is in none would be found', () => {
  expect(inNoScene([...components, 'NewThingDialog', 'NewView', 'NewButton'])).toEqual([
    'NewThingDialog',
    'NewView',
  ]);
});

it('a scene is about a component that there is, and has a name of its own', () => {
  expect([...shown].filter((name) => !components.includes(name))).toEqual([]);
  expect(new Set(scenes.map(({ name }) => name)).size).toBe(scenes.length);
});

import { expect, test } from '@playwright/test';
import { violationsInBothThemes, violationsOn } from '../scenes/axe.ts';
import { scenesWith, scenes } from '../scenes/scenes.ts';
import { Stage } from '../scenes/stage.ts';

/** The first scene of each screen and dialog; `npm run a11y` looks at all. */
const firsts = scenes.filter(
  ({ shows }, index) => scenes.findIndex((other) => other.shows === shows) === index,
);

test.describe.configure({ mode: 'parallel' });

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open();
  await stage.resize({ width: 1280, height: 800 });
});

test.afterAll(() => stage.close());

for (const scene of firsts) {
  test(`${scene.shows} is accessible, light and dark`, async () => {
    await stage.show(scene, 'light');
    expect(await violationsInBothThemes(stage)).toEqual({ light: [], dark: [] });
  });
}

test('axe finds a button without a name', async () => {
  for (const scene of scenesWith('create').slice(0, 1)) {
    await stage.show(scene, 'light');
    await stage.page.evaluate(() =>
      document.querySelector('[role="dialog"]')?.append(document.createElement('button')),
    );
    expect((await violationsOn(stage.page, 'all')).map(({ rule }) => rule)).toContain('button-name');
  }
});

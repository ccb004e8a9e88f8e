import { expect, test } from '@playwright/test';
import { violationsInBothThemes, violationsOn } from '../scenes/axe.ts';
import { firstScenes, scenesWith } from '../scenes/scenes.ts';
import { Stage } from '../scenes/stage.ts';

test.describe.configure({ mode: 'parallel' });

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open();
  await stage.resize({ width: 1280, height: 800 });
});

test.afterAll(() => stage.close());

// `npm run a11y` looks at all scenes.
for (const scene of firstScenes) {
  test(`${scene.shows} is accessible, light and dark`, async () => {
    await stage.show(scene, 'light');
    expect(await violationsInBothThemes(stage)).toEqual({ light: [], dark: [] });
  });
}

test('axe finds a button without a name', async () => {
  const [scene] = scenesWith('create');
  if (!scene) throw new Error('there is no scene of it');
  await stage.show(scene, 'light');
  await stage.page.evaluate(() =>
    document.querySelector('[role="dialog"]')?.append(document.createElement('button')),
  );
  expect((await violationsOn(stage.page, 'all')).map(({ rule }) => rule)).toContain('button-name');
});

import { expect, test } from '@playwright/test';
import { outOfReach } from '../scenes/reach.ts';
import { firstScenes, scenesWith } from '../scenes/scenes.ts';
import { Stage } from '../scenes/stage.ts';

/** The smallest size that is promised, and what is left of 1280 x 800 at 200 % (WCAG 1.4.4). */
const sizes = [
  { width: 800, height: 600 },
  { width: 640, height: 400 },
];

/** The first scene of everything that opens: dialogs, selects, menus, lists to choose from. */
const opened = firstScenes.filter(({ shows }) => /Dialog|Menu|Select|Palette|Details|Form$/.test(shows));

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open();
});

test.afterAll(async () => {
  await stage.close();
});

test('there is a scene of each dialog', () => {
  expect(opened.length).toBeGreaterThan(25);
});

for (const scene of opened) {
  test(`everything in ${scene.shows} can be reached and read in a small window and at 200 %`, async () => {
    await stage.resize(sizes[0] ?? { width: 800, height: 600 });
    await stage.show(scene, 'light');
    for (const size of sizes) {
      await stage.resize(size);
      await stage.light('light');
      expect.soft(await outOfReach(stage.page), `${size.width} x ${size.height}`).toEqual([]);
    }
  });
}

for (const name of ['create-refused', 'download-failed', 'delete-failed']) {
  test(`what went wrong is in view in a small window: ${name}`, async () => {
    const [scene] = scenesWith(name);
    if (!scene) throw new Error('there is no scene of it');
    await stage.resize(sizes[0] ?? { width: 800, height: 600 });
    await stage.show(scene, 'light');
    await expect(stage.page.getByRole('dialog').getByRole('alert')).toBeInViewport({ ratio: 0.95 });
  });
}

import { violationsInBothThemes, violationsOn } from '../scenes/axe.ts';
import { misfitsOn } from '../scenes/misfits.ts';
import { scenes } from '../scenes/scenes.ts';
import { expect, test } from './support/test.ts';

/** The window at its smallest, and what is left of 1280 x 800 at a zoom of 200 %. */
const narrow = [
  { width: 800, height: 600 },
  { width: 640, height: 400 },
] as const;

test.describe.configure({ mode: 'parallel' });

for (const scene of scenes) {
  test(`${scene.name} is accessible, light and dark, and fits small windows`, async ({ stage }) => {
    await stage.resize({ width: 1280, height: 800 });
    await stage.show(scene, 'light');
    expect.soft(await violationsInBothThemes(stage)).toEqual({ light: [], dark: [] });
    for (const size of narrow) {
      await stage.resize(size);
      await expect.poll(() => misfitsOn(stage.page), `${size.width} x ${size.height}`).toEqual([]);
    }
  });
}

test('axe and the look at what fits find what is wrong', async ({ stage }) => {
  const [scene] = scenes;
  if (!scene) throw new Error('there is no scene');
  await stage.resize({ width: 1280, height: 800 });
  await stage.show(scene, 'light');
  await stage.page.evaluate(() => {
    const button = document.createElement('button');
    button.style.cssText = 'position: absolute; left: -10px; width: 12px; height: 12px;';
    document.body.append(button);
  });
  expect((await violationsOn(stage.page, 'all')).map(({ rule }) => rule)).toContain('button-name');
  await expect.poll(() => misfitsOn(stage.page)).toHaveLength(1);
});

test('nothing moves for people who have asked for less motion', async ({ stage }) => {
  const create = scenes.find(({ name }) => name === 'create');
  if (!create) throw new Error('the scene is gone');
  await stage.show(create, 'light');
  const longest = () =>
    stage.page.evaluate(() => {
      const durations = [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element);
        return `${animationDuration}, ${transitionDuration}`.split(', ').map(Number.parseFloat);
      });
      return Math.max(...durations);
    });
  expect(await longest()).toBeLessThan(0.001);
  await stage.page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await longest()).toBeGreaterThan(0.05);
});

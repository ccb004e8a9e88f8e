import { expect, test } from '@playwright/test';
import { scenesWith } from '../scenes/scenes.ts';
import { Stage } from '../scenes/stage.ts';

test('an action that can’t be chosen now is found alone: Enter does nothing, and the window goes on', async () => {
  const stage = await Stage.open();
  try {
    const [scene] = scenesWith('palette-at-the-limit');
    if (!scene) throw new Error('no such scene');
    const { page } = await stage.show(scene, 'light');
    const field = page.getByRole('combobox', { name: 'Search everything' });
    await expect(page.getByRole('option')).toHaveCount(1);
    await expect(page.getByRole('option')).toBeDisabled();
    await field.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await field.fill('go to servers');
    await expect(page.getByRole('option', { name: 'Go to Servers' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await field.press('Enter');
    await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
  } finally {
    await stage.close();
  }
});

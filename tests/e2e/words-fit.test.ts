import type { Locator } from '@playwright/test';
import { startApplication } from './support/application.ts';
import { ConsolePage } from './support/console-page.ts';
import { Given } from './support/given.ts';
import { chooserList, GivenPractice, openPractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

/** The elements whose words do not fit into them. */
function cutOff(place: Locator): Promise<string[]> {
  return place.evaluateAll((elements) =>
    elements
      .flatMap((element) => [element, ...element.querySelectorAll('*')])
      .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 4)
      .filter((each) => getComputedStyle(each).overflow === 'hidden' && each.clientWidth > 1)
      .map((each) => each.textContent),
  );
}

/** What a wide window has room for does not push a column out of a small one. */
async function expectNoScrollingAt800({ page }: ConsolePage): Promise<void> {
  await page.setViewportSize({ width: 800, height: 600 });
  const spare = await page.getByRole('grid').evaluate(async (grid) => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    const scroller = grid.scrollWidth > grid.clientWidth ? grid : (grid.parentElement ?? grid);
    return scroller.scrollWidth - scroller.clientWidth;
  });
  expect(spare).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('in a window of 1280 by 800 no reason, pending change or action is cut off', async ({ atEnd }) => {
  const application = await startApplication();
  atEnd(() => application.stop());
  const { page } = application;
  await page.setViewportSize({ width: 1280, height: 800 });
  const ui = new ConsolePage(page);
  await openPractice(ui);
  const practice = await GivenPractice.of(new Given(page));
  await practice.bind(await practice.createKeyPair('practised'), ['web-1'], 'restart');
  await ui.choose('practised', 'Attach Server');
  await expect(chooserList(ui, 'Servers')).toContainText(
    'Only servers that run Linux support SSH key pairs.',
  );
  expect(await cutOff(chooserList(ui, 'Servers').locator('.description'))).toEqual([]);
  await ui.button('Cancel').click();

  await ui.show('Servers');
  await ui.choose('web-1', 'Re-enable Password Logon');
  await ui.dialog.getByRole('radio', { name: /^Postpone Restart/ }).click();
  await ui.button('Re-enable Password Logon').click();
  expect(await ui.jobResult('web-1')).toBe('Pending');
  await ui.close();
  await expect(ui.cell('web-1', 'Pending')).toHaveText('Password logon');
  expect(await cutOff(ui.cell('web-1', 'Pending'))).toEqual([]);
  await expectNoScrollingAt800(ui);

  await ui.show('Activity');
  const actions = page.locator('[role="row"] [data-column="action"]');
  await expect(actions.filter({ hasText: 'Re-enable password logon' })).toHaveCount(1);
  expect(await cutOff(actions)).toEqual([]);
  await expectNoScrollingAt800(ui);
});

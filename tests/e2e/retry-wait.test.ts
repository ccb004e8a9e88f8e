import { expect, test } from '@playwright/test';
import type { ConsolePage } from './support/console-page.ts';
import { Stage } from '../scenes/stage.ts';
import { onServerDialog } from '../scenes/ways.ts';
import type { FakeState } from '../support/fake-bridge.ts';

const start = Date.UTC(2026, 10, 26, 12);
const host = 'web.example.org';
const spent = {
  code: 'logon-attempts-spent',
  details: { host, port: 22, seconds: 600, until: start + 600_000 },
} as const;

let stage: Stage;

test.beforeEach(async () => {
  stage = await Stage.open();
  await stage.page.clock.install({ time: start });
});

test.afterEach(async () => {
  await stage.close();
});

const show = (state: FakeState, open: (ui: ConsolePage) => Promise<unknown>): Promise<ConsolePage> =>
  stage.show({ name: 'retry-wait', shows: 'ErrorAdvice', state, open }, 'light');

async function expectCountdown(ui: ConsolePage, button: string): Promise<void> {
  const { clock } = ui.page;
  const timer = ui.dialog.getByRole('timer');
  const retry = ui.dialog.getByRole('button', { name: button });
  const left = async (): Promise<number> =>
    Number(/(\d+) seconds/.exec((await timer.textContent()) ?? '')?.[1]);
  await expect(timer).toHaveText(/^Try again in \d+ seconds/);
  expect(await left()).toBeGreaterThan(400);
  await expect(retry).toBeDisabled();
  await expect(retry).toHaveAccessibleDescription(/^Latchkey waits/);
  // Nothing is read out by the second.
  const announced = ui.dialog.getByRole('status').filter({ hasText: 'You can try again now.' });
  await clock.fastForward(300_000);
  await expect.poll(left).toBeLessThan(301);
  await expect(announced).toHaveCount(0);
  await clock.fastForward(300_000);
  await expect(timer).toHaveText('You can try again now.');
  await expect(announced).toHaveCount(1);
  await expect(retry).toBeEnabled();
}

test('T6: a form whose logon has to wait counts down, and can then be sent again; another server can at once', async () => {
  const ui = await show({ errors: { 'servers:add': spent } }, async (console) => {
    await console.openAddServer({ name: 'web', host, port: 22, password: 'x' });
    await console.button('Add Server').click();
    await console.dialog.getByRole('timer').waitFor();
  });
  await ui.dialog.getByLabel('Host', { exact: true }).fill('other.example.org');
  await expect(ui.button('Add Server')).toBeEnabled();
  await ui.dialog.getByLabel('Host', { exact: true }).fill(host);
  await expectCountdown(ui, 'Add Server');
});

test('T6: a server of a job whose logon has to wait counts down, and can then be tried again', async () => {
  const failures = { 'web-01': { ...spent, step: 'connect' } } as const;
  const ui = await show({ failures }, (console) => onServerDialog(console, 'web-01', 'Verify Logon'));
  await expectCountdown(ui, 'Try Again on 1 server');
});

test('T6: a job whose logon has to wait counts down, and can then be tried again', async () => {
  const ui = await show({ errors: { 'servers:verify-logon': spent } }, (console) =>
    onServerDialog(console, 'web-01', 'Verify Logon'),
  );
  await expectCountdown(ui, 'Try Again');
});

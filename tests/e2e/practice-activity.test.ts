import type { Locator } from '@playwright/test';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { makeKey } from '../support/sshd/target.ts';
import type { ConsolePage } from './support/console-page.ts';
import { answerSaveDialog } from './support/native-dialogs.ts';
import { GivenPractice, openPractice, removePractice, resultRow } from './support/practice.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
});

/** Entries, the newest first, without the header. */
function entries(ui: ConsolePage): Locator {
  return ui.page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: ui.page.getByRole('gridcell') });
}

async function choose(ui: ConsolePage, filter: 'Action' | 'Outcome', option: string): Promise<void> {
  await ui.page.getByLabel(filter, { exact: true }).click();
  await ui.page.getByRole('option', { name: option, exact: true }).click();
}

async function openNewest(ui: ConsolePage): Promise<void> {
  await entries(ui).first().focus();
  await ui.page.keyboard.press('Enter');
  await ui.dialog.waitFor();
}

async function switchRegion(ui: ConsolePage, name: string): Promise<void> {
  await ui.page.getByRole('button', { name: /^Region:/ }).click();
  await ui.page.getByRole('menuitemradio', { name }).click();
}

function fact(ui: ConsolePage, name: string): Locator {
  return ui.dialog.locator(`dt:text-is("${name}") + dd`);
}

type Done = readonly [action: string, keyPair: string, server: string];

/** One of each kind, with what its entry says of the key pair and the servers. */
async function doEverything(practice: GivenPractice): Promise<readonly Done[]> {
  const { given, regionId } = practice;
  const web = practice.idOf('web-1');
  const one = { serverIds: [web], secrets: [] };
  const practised = await practice.createKeyPair('practised');
  const brought = await given.call('key-pairs:import', {
    ...{ regionId, name: 'brought', publicKey: (await makeKey('ed25519')).publicLine },
  });
  const { handle } = await given.call('key-pairs:read-key', {
    text: (await makeKey('ed25519')).privateKey,
  });
  const { id } = await given.call('key-pairs:import', { regionId, name: 'private', handle, index: 0 });
  await given.call('key-pairs:download', { keyPairId: id });
  await practice.bind(practised, ['web-1'], 'restart');
  await given.finished(await given.call('servers:verify-logon', { serverId: web }));
  const enabling = await given.call('servers:enable-password-logon', { serverId: web, effect: 'postpone' });
  await given.finished(enabling);
  await given.finished(await given.call('servers:take-effect', { ...one, effect: 'restart' }));
  await given.finished(await given.call('servers:inspect', one));
  await given.finished(await given.call('servers:refresh-several', one));
  await given.finished(await given.call('servers:repair', { ...one, effect: 'postpone' }));
  const added = { serverId: web, keyPairId: brought.id };
  const { keys } = await given.call('authorized-keys:add', added);
  const line = keys.find(({ keyPairId }) => keyPairId === brought.id)?.key;
  if (!line) throw new Error('the key was not added');
  await given.call('authorized-keys:remove', {
    ...{ serverId: web, line: { path: line.path, line: line.line, digest: line.digest } },
    evenIfLastWayIn: false,
  });
  await given.unbind(practised, { id: web }, 'postpone');
  await given.call('key-pairs:delete', { keyPairId: brought.id });
  await given.call('servers:remove', { serverId: practice.idOf('web-2') });
  return [
    ['Create region', '', ''],
    ['Create key pair', 'practised', ''],
    ['Import key pair', 'private', ''],
    ['Download private key', 'private', ''],
    ['Attach key pair', 'practised', 'web-1'],
    ['Verify logon', 'practised', 'web-1'],
    ['Re-enable password logon', 'practised', 'web-1'],
    ['Put into force', 'practised', 'web-1'],
    ['Check for changes', 'practised', 'web-1'],
    ['Refresh', '', 'web-1'],
    ['Repair', 'practised', 'web-1'],
    ['Add an authorized key', 'brought', 'web-1'],
    ['Remove an authorized key', 'brought', 'web-1'],
    ['Detach key pair', 'practised', 'web-1'],
    ['Delete key pair', 'brought', ''],
    ['Remove server', '', 'web-2'],
  ];
}

test('every kind of action is listed, with who, what, where, its outcome and how long it took', async ({
  ui,
  given,
  application,
}) => {
  test.slow();
  await answerSaveDialog(application, join(application.folders.downloads, 'private.pem'));
  const done = await doEverything(await GivenPractice.of(given));
  await ui.show('Activity');
  await ui.page.getByLabel('Filter activity').fill('practice');
  for (const [action, keyPair, server] of done) {
    await choose(ui, 'Action', action);
    const newest = entries(ui).first();
    await expect(newest.locator('[data-column="action"]')).toHaveText(action);
    await expect(newest.locator('[data-column="outcome"]')).toHaveText(/^\s*(Done|Pending)$/);
    await expect(newest.locator('[data-column="where"]')).toHaveText(server);
    await expect(newest.locator('[data-column="key-pair"]')).toHaveText(keyPair);
    await openNewest(ui);
    await expect(ui.dialog.getByRole('heading', { name: action })).toBeVisible();
    await expect(fact(ui, 'Who')).toHaveText(userInfo().username);
    await expect(fact(ui, 'Region')).toHaveText('Practice');
    await expect(fact(ui, 'Duration')).toHaveText(/^[\d.]+ (sec|min)$/);
    await expect(fact(ui, 'When')).toHaveText(/\d:\d\d:\d\d\b/);
    await ui.close();
  }
});

test('actions are found by text, by kind and by outcome', async ({ ui, given }) => {
  const practice = await GivenPractice.of(given);
  const keyPair = await practice.createKeyPair('to-be-found');
  await practice.bind(keyPair, ['web-1', 'unreliable']);
  await ui.show('Activity');
  const filter = ui.page.getByLabel('Filter activity');
  await filter.fill('TO-BE-found unreliable');
  await expect(entries(ui)).toHaveCount(1);
  await expect(entries(ui).first()).toContainText('Partly done');
  await filter.fill('to-be-found');
  await expect(entries(ui)).toHaveCount(2);
  await choose(ui, 'Action', 'Create key pair');
  await expect(entries(ui)).toHaveCount(1);
  await choose(ui, 'Outcome', 'Partly done');
  await expect(ui.page.getByText('No action matches')).toBeVisible();
  await choose(ui, 'Action', 'All actions');
  await expect(entries(ui).first()).toContainText('Attach key pair');
  await expect(ui.page.getByText('1 action', { exact: true })).toBeVisible();
  await filter.fill(keyPair.publicKey.fingerprintSha256);
  await expect(entries(ui)).toHaveCount(1);

  await choose(ui, 'Outcome', 'Pending');
  await expect(ui.page.getByText('No action matches')).toBeVisible();
  await ui.page.getByRole('button', { name: 'Clear Filter' }).click();
  await expect(filter).toHaveValue('');
  await expect.poll(() => entries(ui).count()).toBeGreaterThan(1);
});

test('an entry says what became of each server, and what failed is tried again from there', async ({
  ui,
  given,
}) => {
  const practice = await GivenPractice.of(given);
  await practice.bind(await practice.createKeyPair('retried'), ['web-1', 'web-2', 'unreliable']);
  await ui.show('Activity');
  await ui.page.getByLabel('Filter activity').fill('retried');
  await choose(ui, 'Outcome', 'Partly done');
  await openNewest(ui);
  await expect(fact(ui, 'Takes effect by')).toHaveText('Postponed');
  for (const name of ['web-1', 'web-2']) await expect(resultRow(ui, name)).toContainText('Pending');
  await expect(resultRow(ui, 'unreliable')).toContainText('Failed');
  await expect(resultRow(ui, 'unreliable')).toContainText('broke off.');
  await expect(resultRow(ui, 'unreliable')).toContainText('Stopped at: Adding the public key');
  await ui.close();

  // In another region it can be read, and not be tried again.
  await switchRegion(ui, 'My servers');
  await openNewest(ui);
  await expect(ui.button('Try Again on 1 server')).toHaveAccessibleDescription(
    'Switch to the region “Practice” to try again.',
  );
  await ui.close();
  await switchRegion(ui, 'Practice');
  await openNewest(ui);
  await ui.button('Try Again on 1 server').click();
  await expect.poll(() => ui.jobResult('unreliable')).toBe('Pending');
  await ui.close();
  await choose(ui, 'Outcome', 'Pending');
  await openNewest(ui);
  await expect(resultRow(ui, 'unreliable')).toContainText('Pending');
  await expect(ui.dialog.getByRole('button', { name: /^Try Again/ })).toHaveCount(0);
});

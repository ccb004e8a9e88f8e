import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { makeKey } from '../support/sshd/target.ts';
import { byPassword } from './support/given.ts';
import { GivenPractice, openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

const connectLabel = 'Seconds until a server has to accept a connection';
const logonLabel = 'Seconds until the logon has to be over';
const unreachable = { host: '127.0.0.1', user: 'root', evenIfUnreachable: true } as const;

test('the limit of key pairs is a choice for a region of own servers, and holds at once', async ({
  ui,
  given,
  atEnd,
}) => {
  const { id: regionId, name } = await given.region();
  atEnd(() => given.call('regions:set-limit', { regionId, keyPairLimit: 10 }));
  atEnd(() => removePractice(given));
  await given.call('regions:create', { name: 'Practice', provider: 'practice' });
  await given.createKeyPair('one');
  await given.createKeyPair('two');
  await ui.show('Settings');
  // The practice region's limit is its own.
  await expect(ui.page.getByLabel('Key pairs in “Practice”')).toHaveCount(0);
  const limit = ui.page.getByLabel(`Key pairs in “${name}”`);
  await expect(limit).toHaveValue('10');
  await limit.fill('1001');
  await expect(limit).toHaveAccessibleDescription(/from 1 to 1,000\. Until then it stays 10\./);
  await limit.fill('1');
  await limit.blur();

  await ui.show('Key Pairs');
  const create = ui.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await expect(create).toHaveAccessibleDescription(
    'This region has 2 key pairs, its limit is 1. Delete 2 to make room.',
  );
  const spec = { type: 'ed25519' } as const;
  expect(await given.codeOf('key-pairs:create', { regionId, name: 'three', spec })).toBe(
    'key-pair-limit-reached',
  );
  await ui.show('Settings');
  await limit.fill('3');
  await limit.blur();
  await ui.createKeyPair('three');
  await ui.close();
  await expect(create).toHaveAttribute('aria-disabled', 'true');
});

test('both timeouts hold: a server that says nothing is given up', async ({ ui, given, atEnd }) => {
  const { connectSeconds, logonSeconds } = (await given.call('settings:get', {})).settings;
  atEnd(() => given.call('settings:set', { connectSeconds, logonSeconds }));
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  atEnd(() => Promise.resolve(silent.close()));

  await ui.show('Settings');
  for (const label of [connectLabel, logonLabel]) {
    const field = ui.page.getByLabel(label);
    for (const wrong of ['2', '21', '4.5', '']) {
      await field.fill(wrong);
      await expect(field).toHaveAccessibleDescription(/Enter a whole number from 3 to 20\. Until then/);
    }
    await field.fill('3');
    await field.blur();
  }
  await ui.page.reload();
  for (const label of [connectLabel, logonLabel]) await expect(ui.page.getByLabel(label)).toHaveValue('3');

  const { port } = silent.address() as AddressInfo;
  await ui.openAddServer({ name: 'silent', host: '127.0.0.1', port, password: 'a password' });
  await ui.button('Add Server').click();
  await expect(ui.dialog).toContainText('took too long to answer.');
  expect(await given.servers()).toEqual([]);
});

test('what loses nothing goes without a question where that is chosen; everything else is asked about', async ({
  ui,
  given,
  atEnd,
}) => {
  const { id: regionId } = await given.region();
  atEnd(() => given.call('settings:set', { confirmHarmless: true }));
  for (const [index, name] of ['first', 'second', 'kept-password'].entries()) {
    const logon = byPassword('a password', name === 'kept-password');
    await given.call('servers:add', { ...unreachable, regionId, name, port: index + 1, logon });
  }
  await given.importPublicKey('imported', (await makeKey('ed25519')).publicLine);
  await given.createKeyPair('created');

  await ui.show('Servers');
  await ui.choose('first', 'Remove');
  await expect(ui.page.getByRole('dialog', { name: 'Remove first from the list?' })).toBeVisible();
  await ui.button('Remove Server').click();
  await expect(ui.row('first')).toHaveCount(0);

  await ui.show('Settings');
  const ask = ui.page.getByRole('checkbox', { name: 'Ask before everything that is removed' });
  await expect(ask).toBeChecked();
  await ask.click();
  await expect(ask).not.toBeChecked();
  await ui.show('Servers');
  await ui.choose('second', 'Remove');
  await expect(ui.row('second')).toHaveCount(0);
  await expect(ui.page.getByRole('dialog')).toHaveCount(0);
  await ui.choose('kept-password', 'Remove');
  await ui.button('Cancel').click();
  await expect(ui.row('kept-password')).toBeVisible();

  await ui.show('Key Pairs');
  await ui.choose('imported', 'Delete');
  await expect(ui.page.getByText('imported was deleted')).toBeVisible();
  await ui.choose('created', 'Delete');
  await expect(ui.page.getByRole('dialog', { name: 'Delete Key Pair' })).toBeVisible();
  await ui.button('Cancel').click();
  await expect(ui.row('created')).toBeVisible();
});

test('where the data is can be read, and is shown in the file manager', async ({ ui, application }) => {
  const { userData } = application.folders;
  const shown = await application.electron.evaluateHandle(({ shell }) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    shell.showItemInFolder = resolve;
    return { promise };
  });
  await ui.show('Settings');
  const data = ui.page.getByRole('region', { name: 'Data' });
  await expect(data).toContainText(`Latchkey’s lists are in ${userData}`);
  await data.getByRole('button', { name: 'Show in Folder' }).click();
  const file = await shown.evaluate(({ promise }) => promise);
  expect(file.startsWith(join(userData, '/'))).toBe(true);
  expect((await readFile(file)).subarray(0, 15).toString()).toBe('SQLite format 3');
});

test('the diagnostics have versions, counts and codes, and name nothing of the user’s', async ({
  ui,
  given,
  application,
  atEnd,
}) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
  const { id: regionId } = await given.region();
  const logon = byPassword('tr0ub4dor and 3');
  const host = 'db.acme.example';
  await given.call('servers:add', {
    ...{ ...unreachable, regionId, name: 'acme-database', host, port: 4022, user: 'annabelle', logon },
  });
  const own = await given.createKeyPair('acme-production');
  const practice = await GivenPractice.of(given);
  await practice.bind(await practice.createKeyPair('practised'), ['unreliable']);

  await ui.show('Settings');
  await ui.page.getByRole('button', { name: 'Copy Diagnostics' }).click();
  await expect(ui.page.getByText('The diagnostics are on the clipboard')).toBeVisible();
  const text = await application.electron.evaluate(({ clipboard }) => clipboard.readText());
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile('package.json', 'utf8')));
  expect(JSON.parse(text)).toMatchObject({
    ...{ latchkey: version, platform: process.platform, arch: process.arch, keychain: 'working' },
    counts: { regions: 2, keyPairs: 3, servers: 8 },
    recentErrors: { 'server-connection-lost': expect.any(Number) as unknown },
  });
  const { fingerprintSha256, line } = own.publicKey;
  const names = [
    'acme',
    host,
    '4022',
    'annabelle',
    'tr0ub4dor',
    'practised',
    'unreliable',
    'team-laptop',
    '192.0.2',
  ];
  const { home, userData } = application.folders;
  for (const said of [
    ...names,
    fingerprintSha256.slice(7),
    line.split(' ')[1] ?? '',
    home,
    userData,
    'PRIVATE',
  ])
    expect(text).not.toContain(said);
});

import type { ConsolePage, EffectButton } from '../e2e/support/console-page.ts';
import type { FakeState } from '../support/fake-bridge.ts';
import { sampleRegion } from '../support/fake-bridge-samples.ts';
import { manyServers } from './states.ts';
import type { Scene } from './scene.ts';
import { onSelected, onServerDialog, seen, selectRows, showServers } from './ways.ts';

async function openChooser(ui: ConsolePage, keyPair = 'database_backup'): Promise<void> {
  await ui.choose(keyPair, 'Attach Server');
  await ui.dialog.getByRole('listbox').first().waitFor();
}

async function attach(ui: ConsolePage, servers: readonly string[], effect: EffectButton): Promise<void> {
  await openChooser(ui);
  await ui.chooseServers(servers);
  await ui.chooseEffect(effect);
}

const results = ['web-01', 'db-02', 'shop', 'backup'];
const done: FakeState = { stepMs: 1 };

const chooser: readonly Scene[] = [
  { name: 'attach', shows: 'AttachServerDialog', open: (ui) => openChooser(ui) },
  {
    name: 'attach-chosen',
    shows: 'AttachServerDialog',
    open: async (ui) => {
      await openChooser(ui);
      for (const name of ['web-01', 'shop'])
        await ui.dialog.getByRole('option', { name: new RegExp(`^${name}`) }).click();
      await ui.dialog.getByRole('button', { name: /^Move to the chosen/ }).click();
      await seen(ui, 'replaces “production-web”');
    },
  },
  {
    name: 'attach-no-match',
    shows: 'AttachServerDialog',
    open: async (ui) => {
      await openChooser(ui);
      await ui.dialog.getByRole('searchbox').first().fill('xyzzy');
      await seen(ui, 'No server matches.');
    },
  },
  { name: 'attach-to-many', shows: 'AttachServerDialog', state: manyServers, open: (ui) => openChooser(ui) },
  {
    name: 'attach-without-servers',
    shows: 'AttachServerDialog',
    state: { servers: [] },
    open: async (ui) => {
      await ui.choose('database_backup', 'Attach Server');
      await seen(ui, 'No servers in this region yet');
    },
  },
  {
    name: 'attach-without-servers-left',
    shows: 'AttachServerDialog',
    state: { servers: [], regions: [sampleRegion(1, 'Practice', 'practice')] },
    open: async (ui) => {
      await ui.choose('database_backup', 'Attach Server');
      await seen(ui, 'No servers are left');
    },
  },
  {
    name: 'attach-effect',
    shows: 'AttachServerDialog',
    open: async (ui) => {
      await openChooser(ui);
      await ui.chooseServers(['web-01', 'db-01', 'shop']);
      await seen(ui, 'When does it take effect?');
    },
  },
  {
    name: 'attach-restart',
    shows: 'AttachServerDialog',
    open: async (ui) => {
      await openChooser(ui, 'anna:laptop');
      await ui.chooseServers(['shop']);
      await ui.dialog.getByRole('radio', { name: /^Restart Now/ }).click();
      await ui.button('Restart Now').waitFor();
    },
  },
  {
    name: 'detach',
    shows: 'DetachServerDialog',
    open: async (ui) => {
      await ui.choose('production-web', 'Detach Server');
      await ui.dialog.getByRole('listbox').first().waitFor();
    },
  },
  {
    name: 'detach-effect',
    shows: 'DetachServerDialog',
    open: async (ui) => {
      await ui.choose('production-web', 'Detach Server');
      await ui.chooseServers(['web-01', 'web-02']);
      await seen(ui, 'When does it take effect?');
    },
  },
  {
    name: 'attach-key-pair',
    shows: 'AttachKeyPairDialog',
    open: (ui) => onServerDialog(ui, 'db-01', 'Attach Key Pair'),
  },
  {
    name: 'attach-key-pair-to-several',
    shows: 'AttachKeyPairDialog',
    open: async (ui) => {
      await showServers(ui);
      await selectRows(ui, 'web-01', 'shop', 'exchange', 'staging-02');
      await onSelected(ui, 'Attach Key Pair');
      await ui.dialog.getByRole('combobox', { name: 'Key Pair' }).click();
      await ui.page.getByRole('option', { name: 'database_backup' }).click();
      await seen(ui, /another key pair is replaced/);
    },
  },
];

const jobs: readonly Scene[] = [
  {
    name: 'job-under-way',
    shows: 'JobProgressDialog',
    state: { stepMs: 1, stuckFrom: 2 },
    open: async (ui) => {
      await attach(ui, ['web-01', 'web-02', 'web-03', 'backup'], 'Reload SSH Service');
      await seen(ui, '2 of 4 servers finished');
      await ui.dialog.getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'job-cancelling',
    shows: 'JobProgressDialog',
    state: { stepMs: 1, stuckFrom: 1 },
    open: async (ui) => {
      await attach(ui, ['web-01', 'web-02', 'web-03'], 'Reload SSH Service');
      await seen(ui, '1 of 3 servers finished');
      await ui.button('Cancel').click();
      await seen(ui, 'Cancelling…');
    },
  },
  {
    name: 'job-in-the-background',
    shows: 'JobIndicator',
    state: { stepMs: 1, stuckFrom: 1 },
    open: async (ui) => {
      await attach(ui, ['web-01', 'web-02', 'web-03'], 'Reload SSH Service');
      await ui.button('Continue in Background').click();
      await seen(ui, '1 of 3 · Attaching “database_backup”');
    },
  },
  {
    name: 'job-done',
    shows: 'JobProgressDialog',
    state: done,
    open: async (ui) => {
      await attach(ui, ['web-01', 'web-02', 'backup'], 'Reload SSH Service');
      await seen(ui, /2 servers done, 1 server pending/);
    },
  },
  {
    name: 'job-partly-failed',
    shows: 'JobProgressDialog',
    state: done,
    open: async (ui) => {
      await openChooser(ui);
      await ui.chooseServers(results);
      await ui.dialog.getByRole('textbox', { name: /^Passphrase of the key file/ }).fill('secret');
      await ui.chooseEffect('Postpone Restart');
      await ui.dialog.getByRole('button', { name: /^Try Again on / }).waitFor();
    },
  },
  {
    name: 'job-not-started',
    shows: 'JobProgressDialog',
    state: { errors: { 'servers:bind': { code: 'server-busy', details: { servers: ['web-01'] } } } },
    open: async (ui) => {
      await attach(ui, ['web-01'], 'Reload SSH Service');
      await ui.button('Try Again').waitFor();
    },
  },
  {
    name: 'job-host-key',
    shows: 'HostKeyDialog',
    state: done,
    open: async (ui) => {
      await attach(ui, ['shop'], 'Reload SSH Service');
      await ui.dialog.getByRole('button', { name: 'Review Host Key' }).click();
      await seen(ui, 'Is this your server?');
    },
  },
  {
    name: 'job-last-way-in',
    shows: 'LastWayInDialog',
    state: done,
    open: async (ui) => {
      await ui.detach('anna:laptop', ['build'], 'Reload SSH Service');
      await ui.dialog.getByRole('button', { name: /^Detach Anyway/ }).click();
      await seen(ui, 'Detach although there may be no other way in?');
    },
  },
];

export const attachScenes: readonly Scene[] = [...chooser, ...jobs];

import { sampleRegion } from '../support/fake-bridge-samples.ts';
import { changedHostKey, drifted, failing, loading, manyServers } from './states.ts';
import type { Scene } from './scene.ts';
import { onServerDialog, openMenu, openRow, seen, selectRows, showServers } from './ways.ts';

/** What is said of an error that nobody has foreseen. */
const unexpected = 'Something went wrong';

const details: readonly Scene[] = [
  {
    name: 'server-details',
    shows: 'ServerDetailsDialog',
    open: async (ui) => {
      await showServers(ui);
      await openRow(ui, 'web-03');
      await seen(ui, /^ssh -i/);
    },
  },
  {
    name: 'server-details-unread',
    shows: 'ServerDetailsDialog',
    state: {
      errors: { 'servers:ssh-command': { code: 'unexpected' }, 'servers:host-keys': { code: 'unexpected' } },
    },
    open: async (ui) => {
      await showServers(ui);
      await openRow(ui, 'web-03');
      await ui.dialog.getByText(unexpected).nth(1).waitFor();
    },
  },
  {
    name: 'servers-host-key-changed',
    shows: 'ServersView',
    state: changedHostKey,
    open: async (ui) => {
      await showServers(ui);
      await ui.row('web-01').getByText('Host key changed').hover();
      await ui.page.getByRole('tooltip').waitFor();
    },
  },
  {
    name: 'server-details-host-key-changed',
    shows: 'ServerDetailsDialog',
    state: changedHostKey,
    open: async (ui) => {
      await showServers(ui);
      await openRow(ui, 'web-01');
      await seen(ui, /^ssh -i/);
    },
  },
  {
    name: 'server-details-differs',
    shows: 'ServerDetailsDialog',
    state: drifted,
    open: async (ui) => {
      await showServers(ui);
      await openRow(ui, 'web-02');
      await seen(ui, /^ssh -i/);
    },
  },
];

const lists: readonly Scene[] = [
  { name: 'servers', shows: 'ServersView', open: showServers },
  {
    name: 'servers-loading',
    shows: 'ServersView',
    state: loading,
    open: async (ui) => {
      await ui.show('Servers');
      await seen(ui, 'Loading servers…');
    },
  },
  {
    name: 'servers-failed',
    shows: 'ServersView',
    state: failing,
    open: async (ui) => {
      await ui.show('Servers');
      await seen(ui, 'The servers could not be loaded');
    },
  },
  {
    name: 'servers-empty',
    shows: 'ServersView',
    state: { servers: [] },
    open: async (ui) => {
      await ui.show('Servers');
      await seen(ui, 'No servers yet');
    },
  },
  {
    name: 'servers-none-left',
    shows: 'ServersView',
    state: { servers: [], regions: [sampleRegion(1, 'Practice', 'practice')] },
    open: async (ui) => {
      await ui.show('Servers');
      await seen(ui, 'No servers are left');
    },
  },
  {
    name: 'servers-no-match',
    shows: 'ServersView',
    open: async (ui) => {
      await showServers(ui);
      await ui.page.getByRole('searchbox', { name: 'Filter servers' }).fill('xyzzy');
      await seen(ui, 'No server matches');
    },
  },
  {
    name: 'servers-many',
    shows: 'ServersView',
    state: manyServers,
    open: async (ui) => {
      await ui.show('Servers');
      await ui.row('web-2').waitFor();
    },
  },
  { name: 'servers-drifted', shows: 'ServersView', state: drifted, open: showServers },
  {
    name: 'repair',
    shows: 'RepairDialog',
    state: drifted,
    open: (ui) => onServerDialog(ui, 'web-01', 'Repair'),
  },
  {
    name: 'servers-selected',
    shows: 'SelectionBar',
    open: async (ui) => {
      await showServers(ui);
      await selectRows(ui, 'web-01', 'web-02', 'shop');
    },
  },
  {
    name: 'server-menu',
    shows: 'Menu',
    open: async (ui) => {
      await showServers(ui);
      await openMenu(ui, 'web-03');
    },
  },
  {
    name: 'server-menu-at-the-pointer',
    shows: 'PlacedMenu',
    open: async (ui) => {
      await showServers(ui);
      await ui.cell('db-02', 'Address').click({ button: 'right' });
      await ui.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'server-menu-with-reasons',
    shows: 'Menu',
    open: async (ui) => {
      await showServers(ui);
      await openMenu(ui, 'backup');
    },
  },
  {
    name: 'server-menu-ssh',
    shows: 'SubmenuItem',
    open: async (ui) => {
      await showServers(ui);
      await openMenu(ui, 'web-03');
      await ui.page.getByRole('menuitem', { name: 'SSH' }).click();
      await ui.page.getByRole('menuitem', { name: 'Write SSH Config…' }).waitFor();
    },
  },
  {
    name: 'server-tooltip',
    shows: 'Tooltip',
    open: async (ui) => {
      await showServers(ui);
      await ui.cell('web-03', 'Pending').getByRole('note').hover();
      await ui.page.getByRole('tooltip').waitFor();
    },
  },
];

export const serverScenes: readonly Scene[] = [...lists, ...details];

import type { ConsolePage } from '../e2e/support/console-page.ts';
import { empty } from './states.ts';
import type { Scene } from './scene.ts';
import { onServerDialog, seen } from './ways.ts';

async function openImport(ui: ConsolePage): Promise<void> {
  await ui.page.getByRole('button', { name: /^Import from Your SSH Config/ }).click();
  await ui.dialog.waitFor();
}

async function openBlocks(ui: ConsolePage): Promise<void> {
  await onServerDialog(ui, 'web-01', 'Write SSH Config…');
}

const nothing = { hosts: [], wildcards: [], matchBlocks: 0 } as const;

const unreadable = { code: 'file-not-readable', details: { path: '/home/anna/.ssh/config' } } as const;

/** What is read from `~/.ssh/config` and what is written there. */
export const sshConfigScenes: readonly Scene[] = [
  {
    name: 'ssh-config-import',
    shows: 'ImportSshConfigDialog',
    state: empty,
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByRole('checkbox', { name: /web-2/ }).first().waitFor();
    },
  },
  {
    name: 'ssh-config-import-not-choosable',
    shows: 'ImportSshConfigDialog',
    state: empty,
    open: async (ui) => {
      await openImport(ui);
      const behindProxy = ui.dialog.getByRole('checkbox', { name: 'db-1' });
      await behindProxy.and(ui.dialog.locator(':disabled')).scrollIntoViewIfNeeded();
      await ui.dialog.getByRole('checkbox', { name: /web-2/ }).click();
    },
  },
  {
    name: 'ssh-config-import-changed',
    shows: 'ImportSshConfigDialog',
    state: { ...empty, errors: { 'ssh-config:import': { code: 'ssh-config-changed' } } },
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByRole('button', { name: /^Add / }).click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'ssh-config-import-loading',
    shows: 'ImportSshConfigDialog',
    state: { ...empty, silent: ['ssh-config:list'] },
    open: openImport,
  },
  {
    name: 'ssh-config-import-failed',
    shows: 'ImportSshConfigDialog',
    state: { ...empty, errors: { 'ssh-config:list': unreadable } },
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'ssh-config-import-no-file',
    shows: 'ImportSshConfigDialog',
    state: { ...empty, sshConfig: { ...nothing, isThere: false } },
    open: async (ui) => {
      await openImport(ui);
      await seen(ui, 'You have no SSH configuration');
    },
  },
  {
    name: 'ssh-config-import-no-hosts',
    shows: 'ImportSshConfigDialog',
    state: { ...empty, sshConfig: { ...nothing, wildcards: ['*', '*.example.com'] } },
    open: async (ui) => {
      await openImport(ui);
      await seen(ui, 'No servers in your SSH configuration');
    },
  },
  {
    name: 'ssh-config-import-notes',
    shows: 'SshConfigNotes',
    state: {
      ...empty,
      sshConfig: {
        moreHosts: 120,
        matchBlocks: 3,
        includeProblems: [
          { path: '/home/anna/.ssh/config.d/office', reason: 'not-readable' },
          { path: '/home/anna/.ssh/again', reason: 'cycle' },
        ],
      },
    },
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByText(/includes itself/).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'ssh-config-import-partly-failed',
    shows: 'ImportSshConfigDialog',
    state: {
      ...empty,
      sshConfig: {
        failed: [{ alias: 'web-2', error: { code: 'server-address-taken', details: { name: 'shop' } } }],
      },
    },
    open: async (ui) => {
      await openImport(ui);
      await ui.dialog.getByRole('button', { name: /^Add / }).click();
      await seen(ui, '1 server could not be added');
    },
  },
  {
    name: 'ssh-config-write',
    shows: 'SshConfigBlocksDialog',
    open: async (ui) => {
      await openBlocks(ui);
      await seen(ui, /latchkey\.conf/);
    },
  },
  {
    name: 'ssh-config-remove',
    shows: 'SshConfigBlocksDialog',
    open: async (ui) => {
      await openBlocks(ui);
      await ui.dialog.getByRole('radio', { name: 'Remove' }).click();
      await ui.button('Remove').waitFor();
    },
  },
  {
    name: 'ssh-config-write-failed',
    shows: 'SshConfigBlocksDialog',
    state: { errors: { 'ssh-config:plan': unreadable } },
    open: async (ui) => {
      await openBlocks(ui);
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
];

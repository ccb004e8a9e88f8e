import { servers } from '../support/fake-bridge-samples.ts';
import type { FakeState } from '../support/fake-bridge.ts';
import type { ConsolePage } from '../e2e/support/console-page.ts';
import type { Scene } from './scene.ts';
import { onAllServers, onSelected, onServer, onServerDialog, seen, selectRows, showServers } from './ways.ts';

async function onSeveral(ui: ConsolePage, names: readonly string[], action: string): Promise<void> {
  await showServers(ui);
  await selectRows(ui, ...names);
  await onSelected(ui, action);
  await ui.dialog.waitFor();
}

const askedEachTime: FakeState = {
  servers: servers.map((server) => ({ ...server, logon: { kind: 'password', storage: 'ask' } })),
};

const one: readonly Scene[] = [
  { name: 'restart', shows: 'RestartDialog', open: (ui) => onServerDialog(ui, 'web-01', 'Restart') },
  {
    name: 'finish-pending',
    shows: 'RestartDialog',
    open: (ui) => onServerDialog(ui, 'web-03', 'Finish What Is Pending'),
  },
  {
    name: 'verified-logon',
    shows: 'JobProgressDialog',
    open: async (ui) => {
      await onServer(ui, 'web-01', 'Verify Logon');
      await seen(ui, 'The server accepts the key pair.');
    },
  },
  {
    name: 'verify-has-to-wait',
    shows: 'ErrorAdvice',
    state: {
      failures: {
        'web-01': {
          code: 'logon-attempts-spent',
          details: { seconds: 42, until: Number.MAX_SAFE_INTEGER },
          step: 'connect',
        },
      },
    },
    open: async (ui) => {
      await onServer(ui, 'web-01', 'Verify Logon');
      await seen(ui, 'Try again in 42 seconds.');
    },
  },
  {
    name: 'refresh',
    shows: 'RefreshDialog',
    open: (ui) => onServerDialog(ui, 'db-01', 'Refresh Status'),
  },
  {
    name: 'refresh-failed',
    shows: 'RefreshDialog',
    state: {
      errors: { 'servers:refresh': { code: 'password-wrong', details: { server: 'db-01', user: 'root' } } },
    },
    open: async (ui) => {
      await onServerDialog(ui, 'db-01', 'Refresh Status');
      await ui.dialog.getByRole('textbox').fill('secret');
      await ui.button('Refresh').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'enable-password-logon',
    shows: 'EnablePasswordLogonDialog',
    open: (ui) => onServerDialog(ui, 'web-01', 'Re-enable Password Logon'),
  },
  {
    name: 'remove-server',
    shows: 'RemoveServerDialog',
    open: (ui) => onServerDialog(ui, 'web-03', 'Remove'),
  },
];

const several: readonly Scene[] = [
  {
    name: 'restart-several',
    shows: 'RestartServersDialog',
    open: (ui) => onSeveral(ui, ['web-01', 'web-03', 'backup'], 'Restart or Finish Pending'),
  },
  {
    name: 'refresh-several',
    shows: 'JobProgressDialog',
    state: { ...askedEachTime, stepMs: 1 },
    open: async (ui) => {
      await onSeveral(ui, ['web-01', 'backup', 'shop'], 'Refresh Status');
      await seen(ui, /2 servers done, 1 server failed/);
    },
  },
  {
    name: 'refresh-all',
    shows: 'JobProgressDialog',
    state: { stepMs: 1, stuckFrom: 5 },
    open: async (ui) => {
      await showServers(ui);
      await onAllServers(ui, 'Refresh All');
      await seen(ui, /\d of 12 servers finished/);
    },
  },
  {
    name: 'verify-several',
    shows: 'JobProgressDialog',
    state: { stepMs: 1 },
    open: async (ui) => {
      await onSeveral(ui, ['web-01', 'shop'], 'Check for Changes');
      await seen(ui, /1 server differs, 1 server failed/);
    },
  },
  {
    name: 'remove-several',
    shows: 'RemoveServersDialog',
    open: (ui) => onSeveral(ui, ['web-01', 'web-03', 'backup'], 'Remove'),
  },
  {
    name: 'verify-all',
    shows: 'JobProgressDialog',
    state: { stepMs: 1 },
    open: async (ui) => {
      await showServers(ui);
      await onAllServers(ui, 'Check All');
      await ui.dialog.getByRole('button', { name: /^Repair \d/ }).waitFor();
    },
  },
  {
    name: 'host-keys-of-several',
    shows: 'HostKeysDialog',
    state: {
      stepMs: 1,
      servers: servers.map((server) =>
        server.name.startsWith('web') ? { ...server, name: 'shop' } : server,
      ),
    },
    open: async (ui) => {
      await ui.show('Servers');
      await onAllServers(ui, 'Check All');
      await ui.dialog.getByRole('button', { name: /^Review \d+ host keys/ }).click();
      await ui.page.getByRole('list', { name: 'Unknown host keys' }).waitFor();
    },
  },
];

async function openKeys(ui: ConsolePage, server = 'web-01'): Promise<void> {
  await onServerDialog(ui, server, 'Authorized Keys');
}

async function removeKey(ui: ConsolePage, name: RegExp): Promise<void> {
  await openKeys(ui);
  await ui.dialog.getByRole('button', { name }).click();
  await ui.page.getByRole('dialog').nth(1).waitFor();
}

const authorizedKeys: readonly Scene[] = [
  {
    name: 'authorized-keys',
    shows: 'AuthorizedKeysDialog',
    open: async (ui) => {
      await openKeys(ui);
      await seen(ui, 'admin@bastion');
    },
  },
  {
    name: 'authorized-keys-loading',
    shows: 'AuthorizedKeysDialog',
    state: { silent: ['authorized-keys:list'] },
    open: (ui) => openKeys(ui),
  },
  {
    name: 'authorized-keys-asks',
    shows: 'AuthorizedKeysDialog',
    open: (ui) => openKeys(ui, 'db-01'),
  },
  {
    name: 'authorized-keys-failed',
    shows: 'AuthorizedKeysDialog',
    state: {
      errors: {
        'authorized-keys:list': { code: 'server-unreachable', details: { host: '203.0.113.2', port: 22 } },
      },
    },
    open: async (ui) => {
      await openKeys(ui);
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'authorized-keys-no-match',
    shows: 'AuthorizedKeysDialog',
    open: async (ui) => {
      await openKeys(ui);
      await ui.dialog.getByRole('searchbox').fill('xyzzy');
      await seen(ui, 'No key matches');
    },
  },
  {
    name: 'authorized-keys-remove',
    shows: 'RemoveAuthorizedKeyDialog',
    open: (ui) => removeKey(ui, /^Remove admin@bastion/),
  },
  {
    name: 'authorized-keys-last-way-in',
    shows: 'RemoveAuthorizedKeyDialog',
    open: async (ui) => {
      await removeKey(ui, /^Remove key-pair-1/);
      await ui.button('Remove Key').click();
      await seen(ui, 'Remove it although there may be no other way in?');
    },
  },
];

export const serverActionScenes: readonly Scene[] = [...one, ...several, ...authorizedKeys];

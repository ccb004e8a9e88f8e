import type { ConsolePage } from '../e2e/support/console-page.ts';
import { sampleRegion, sampleServer } from '../support/fake-bridge-samples.ts';
import type { Scene } from './scene.ts';
import { onServer, onServerDialog, seen } from './ways.ts';

async function openAdd(ui: ConsolePage, host = 'new.example.org'): Promise<void> {
  await ui.openAddServer({ name: 'new', host, port: 22, password: 'secret' });
}

async function chooseLogon(ui: ConsolePage, kind: string): Promise<void> {
  await openAdd(ui);
  await ui.dialog.getByRole('radio', { name: kind }).click();
}

const form: readonly Scene[] = [
  {
    name: 'add-server',
    shows: 'ServerFormDialog',
    state: { servers: [] },
    open: async (ui) => {
      await ui.show('Servers');
      await ui.page.getByRole('main').getByRole('button', { name: 'Add Server' }).click();
      await ui.dialog.waitFor();
    },
  },
  {
    name: 'add-server-with-mistakes',
    shows: 'ServerFormDialog',
    open: async (ui) => {
      await ui.openAddServer({ name: 'web-01', host: '', port: 0, user: '', password: '' });
      await ui.button('Add Server').click();
      await ui.dialog.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  {
    name: 'add-server-pasted',
    shows: 'AddressFields',
    open: async (ui) => {
      await ui.show('Servers');
      await ui.page.getByRole('main').getByRole('button', { name: 'Add Server' }).click();
      await ui.pasteHost('ssh -p 2222 deploy@new.example.org');
      await seen(ui, 'The address was taken apart into the fields.');
    },
  },
  { name: 'add-server-by-key-pair', shows: 'ServerFormDialog', open: (ui) => chooseLogon(ui, 'Key pair') },
  {
    name: 'add-server-by-key-file',
    shows: 'ServerFormDialog',
    open: async (ui) => {
      await chooseLogon(ui, 'Private key file');
      await ui.button('Choose File…').click();
      await ui.dialog.getByLabel('Passphrase of the key file').fill('secret');
      await seen(ui, /^Keep the passphrase/);
    },
  },
  {
    name: 'add-server-key-pair-list',
    shows: 'Select',
    open: async (ui) => {
      await chooseLogon(ui, 'Key pair');
      await ui.dialog.getByRole('combobox').click();
      await ui.page.getByRole('listbox').waitFor();
    },
  },
  {
    name: 'add-server-connecting',
    shows: 'ServerFormDialog',
    state: { silent: ['servers:add'] },
    open: async (ui) => {
      await openAdd(ui);
      await ui.button('Add Server').click();
      await seen(ui, 'Connecting…');
    },
  },
  {
    name: 'add-server-host-key',
    shows: 'ServerFormDialog',
    open: async (ui) => {
      await openAdd(ui);
      await ui.button('Add Server').click();
      await ui.button('It Matches, Continue').waitFor();
    },
  },
  {
    name: 'add-server-unreachable',
    shows: 'ServerFormDialog',
    open: async (ui) => {
      await openAdd(ui, 'down.example.org');
      await ui.button('Add Server').click();
      await ui.button('Add Anyway').waitFor();
    },
  },
  {
    name: 'add-server-refused',
    shows: 'ServerFormDialog',
    state: {
      errors: { 'servers:add': { code: 'server-not-linux', details: { os: 'Windows Server 2025' } } },
    },
    open: async (ui) => {
      await openAdd(ui);
      await ui.button('Add Server').click();
      await ui.dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'add-server-has-to-wait',
    shows: 'ErrorAdvice',
    state: {
      errors: {
        'servers:add': {
          code: 'logon-attempts-spent',
          details: { host: 'new.example.org', port: 22, seconds: 42, until: Number.MAX_SAFE_INTEGER },
        },
      },
    },
    open: async (ui) => {
      await openAdd(ui);
      await ui.button('Add Server').click();
      await seen(ui, 'Try again in 42 seconds.');
    },
  },
  { name: 'edit-server', shows: 'ServerFormDialog', open: (ui) => onServerDialog(ui, 'web-01', 'Edit') },
  {
    name: 'edit-listed-server',
    shows: 'AddressFields',
    state: {
      regions: [sampleRegion(1, 'Practice', 'practice')],
      servers: [sampleServer(1, { name: 'web-01', logon: { kind: 'agent' } })],
    },
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await seen(ui, /^The region brings this server/);
    },
  },
  {
    name: 'edit-server-logon',
    shows: 'ServerFormDialog',
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await ui.dialog.getByRole('checkbox', { name: 'Change how Latchkey logs on' }).click();
      await ui.dialog.getByRole('radio', { name: 'SSH agent' }).waitFor();
    },
  },
  {
    name: 'edit-server-replace-password',
    shows: 'KeptSecret',
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await ui.button('Replace…').click();
      await seen(ui, 'It takes the place of the one that is kept.');
    },
  },
  {
    name: 'edit-server-moved',
    shows: 'ServerFormDialog',
    state: { errors: { 'servers:edit': { code: 'server-moved', details: { keyPair: 'production-web' } } } },
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await ui.button('Save').click();
      await ui.button('Save and Forget the Binding').waitFor();
    },
  },
  {
    name: 'edit-server-same-host-key',
    shows: 'ServerFormDialog',
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await ui.button('Check Host Key').click();
      await seen(ui, 'The server shows the host key that was accepted before.');
    },
  },
];

const changedKey = {
  code: 'host-key-changed',
  details: {
    host: '203.0.113.2',
    port: 22,
    type: 'ssh-ed25519',
    sha256: 'SHA256:Zx81mQpV0aYwT5uKc2RfLhB9oNdJ3gE7sXiC4tUvP6k',
    knownType: 'ssh-ed25519',
    knownSha256: 'SHA256:9bKfW2yLtQ8sVdXh4RzMnJ6cPaE1gUo0iT3vYwN5xCk',
  },
} as const;

const hostKeys: readonly Scene[] = [
  {
    name: 'changed-host-key',
    shows: 'HostKeyDialog',
    state: { errors: { 'servers:refresh': changedKey } },
    open: async (ui) => {
      await onServer(ui, 'web-01', 'Refresh Status');
      await seen(ui, 'The host key has changed');
    },
  },
  {
    name: 'changed-host-key-on-the-servers-page',
    shows: 'ServerFormDialog',
    state: { errors: { 'servers:refresh': changedKey } },
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await ui.button('Check Host Key').click();
      await seen(ui, 'The host key has changed');
    },
  },
  {
    name: 'changed-host-key-accept',
    shows: 'ConfirmDialog',
    state: { errors: { 'servers:refresh': changedKey } },
    open: async (ui) => {
      await onServerDialog(ui, 'web-01', 'Edit');
      await ui.button('Check Host Key').click();
      await ui.dialog.getByRole('button', { name: /^Accept/ }).click();
      await ui.page.getByRole('dialog').nth(1).waitFor();
    },
  },
];

export const serverFormScenes: readonly Scene[] = [...form, ...hostKeys];

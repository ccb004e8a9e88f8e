import type { MenuCommand } from '../../shared/model/menu-command.ts';
import type { Section } from '../../shared/model/settings.ts';
import { texts } from '../lib/texts/texts.ts';
import type { WindowState } from './window-state.svelte.ts';

const sections: Readonly<Partial<Record<MenuCommand, Section>>> = {
  'new-key-pair': 'key-pairs',
  'import-key-pair': 'key-pairs',
  'add-server': 'servers',
  'show-key-pairs': 'key-pairs',
  'show-servers': 'servers',
  'show-activity': 'activity',
  'show-settings': 'settings',
  'open-preferences': 'settings',
};

/** Why a command can't be carried out now, in words; nothing when it can. */
export function whyNotCommand(app: WindowState, command: MenuCommand): string | undefined {
  const { region, keyPairs } = app;
  if (command === 'add-server' && region?.listsServers === true) return texts.palette.listsServers;
  const needsRoom = command === 'new-key-pair' || command === 'import-key-pair';
  return needsRoom && region && keyPairs.isLimitReached
    ? texts.keyPairs.limitReached(keyPairs.keyPairs.length, region.keyPairLimit)
    : undefined;
}

/** Carries out a command of the menu or the keyboard, or says why not. */
export function runCommand(app: WindowState, command: MenuCommand): void {
  if (app.status !== 'ready') return;
  const refusal = whyNotCommand(app, command);
  if (refusal !== undefined) {
    app.serverActions.tell('info', refusal);
    return;
  }
  const section = sections[command];
  if (section) app.show(section);
  commands[command]?.(app);
}

const commands: Readonly<Partial<Record<MenuCommand, (app: WindowState) => void>>> = {
  'new-key-pair': (app) => app.keyPairActions.open({ kind: 'create' }),
  'import-key-pair': (app) => app.keyPairActions.open({ kind: 'create', mode: 'import' }),
  'add-server': (app) => app.serverActions.open({ kind: 'add' }),
  'search-everything': (app) => (app.overlay = 'palette'),
  'filter-list': (app) => (app.filterRequests += 1),
  'show-shortcuts': (app) => (app.overlay = 'shortcuts'),
  refresh,
};

/** On the servers their machines are looked at, elsewhere the lists are read again. */
function refresh(app: WindowState): void {
  const { servers } = app.servers;
  if (app.section === 'servers' && servers.length > 0) app.serverActions.refreshSeveral(servers);
  else void rereadLists(app);
}

/** Most often nothing has changed: without a word it would seem that nothing was done. What could not be read says so in its place. */
async function rereadLists({ keyPairs, servers, serverActions }: WindowState): Promise<void> {
  await Promise.all([keyPairs.reload(), servers.reload()]);
  const isRead = keyPairs.status === 'ready' && servers.status === 'ready';
  if (isRead) serverActions.tell('success', texts.palette.reread);
}

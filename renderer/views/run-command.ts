import type { ActivityFormat } from '../../shared/model/activity.ts';
import type { MenuCommand } from '../../shared/model/menu-command.ts';
import type { Section } from '../../shared/model/settings.ts';
import { texts } from '../../shared/texts/texts.ts';
import { copyDiagnostics, exportActivity } from './saved-copies.ts';
import type { WindowState } from './window-state.svelte.ts';

const sections: Readonly<Partial<Record<MenuCommand, Section>>> = {
  'new-key-pair': 'key-pairs',
  'import-key-pair': 'key-pairs',
  'add-server': 'servers',
  'import-ssh-config': 'servers',
  'show-key-pairs': 'key-pairs',
  'show-servers': 'servers',
  'show-activity': 'activity',
  'show-settings': 'settings',
  'open-preferences': 'settings',
};

/** What has to be so before a command can be carried out: why it is not, in words. */
const refusals: Readonly<Partial<Record<MenuCommand, (app: WindowState) => string | undefined>>> = {
  'new-key-pair': noRoom,
  'import-key-pair': noRoom,
  'add-server': listsServers,
  'import-ssh-config': listsServers,
  'filter-list': ({ section }) => (section === 'settings' ? texts.palette.noList : undefined),
};

function noRoom({ region, keyPairs }: WindowState): string | undefined {
  return region && keyPairs.isLimitReached
    ? texts.keyPairs.limitReached(keyPairs.keyPairs.length, region.keyPairLimit)
    : undefined;
}

function listsServers({ region }: WindowState): string | undefined {
  return region?.listsServers === true ? texts.palette.listsServers : undefined;
}

/** Why a command can't be carried out now, in words; nothing when it can. */
export function whyNotCommand(app: WindowState, command: MenuCommand): string | undefined {
  return refusals[command]?.(app);
}

/** Carries out a command of the menu or the keyboard, or says why not. */
export function runCommand(app: WindowState, command: MenuCommand): void {
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
  'import-ssh-config': (app) => app.serverActions.open({ kind: 'import' }),
  'new-region': (app) => app.regionActions.open({ kind: 'create' }),
  'manage-regions': (app) => app.regionActions.open({ kind: 'manage' }),
  'export-activity-jsonl': (app) => exportAll(app, 'jsonl'),
  'export-activity-csv': (app) => exportAll(app, 'csv'),
  'search-everything': (app) => (app.overlay = 'palette'),
  'filter-list': (app) => (app.filterRequests += 1),
  'show-shortcuts': (app) => (app.overlay = 'shortcuts'),
  'copy-diagnostics': (app) => void copyDiagnostics(app),
  refresh,
};

/** What is exported is what is shown. */
function exportAll(app: WindowState, format: ActivityFormat): void {
  app.showAll('activity');
  void exportActivity(app, format);
}

/** On the servers their machines are looked at, elsewhere the lists are read again. The activity's is its view's own. */
function refresh(app: WindowState): void {
  const { servers } = app.servers;
  if (app.section === 'servers' && servers.length > 0) app.serverActions.refreshSeveral(servers);
  else if (app.section === 'activity') app.activityRequests += 1;
  else void rereadLists(app);
}

/** Most often nothing has changed: without a word it would seem that nothing was done. What could not be read says so in its place. */
async function rereadLists({ keyPairs, servers, serverActions }: WindowState): Promise<void> {
  await Promise.all([keyPairs.reload(), servers.reload()]);
  const isRead = keyPairs.status === 'ready' && servers.status === 'ready';
  if (isRead) serverActions.tell('success', texts.palette.reread);
}

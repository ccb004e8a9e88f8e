import KeyRound from '@lucide/svelte/icons/key-round';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import Download from '@lucide/svelte/icons/download';
import FileInput from '@lucide/svelte/icons/file-input';
import History from '@lucide/svelte/icons/history';
import Import from '@lucide/svelte/icons/import';
import Keyboard from '@lucide/svelte/icons/keyboard';
import ListFilter from '@lucide/svelte/icons/list-filter';
import Plus from '@lucide/svelte/icons/plus';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import Server from '@lucide/svelte/icons/server';
import ServerCog from '@lucide/svelte/icons/server-cog';
import Settings from '@lucide/svelte/icons/settings';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';
import { hasKeys, keysOf, MenuCommand } from '../../shared/model/menu-command.ts';
import { Theme } from '../../shared/model/settings.ts';
import { isMac } from '../lib/platform.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { PaletteItem } from '../ui/palette-item.ts';
import { runCommand, whyNotCommand } from './run-command.ts';
import type { WindowState } from './window-state.svelte.ts';

/** An action of the whole window, as the palette lists it. */
export interface Command extends PaletteItem {
  readonly run: () => void;
}

const words = texts.palette;

/** What is not listed in itself, and what is there under another name. */
type Unlisted = 'search-everything' | 'open-preferences';

/** All that the native menu has of the window's. */
const menuIcons: Readonly<Record<Exclude<MenuCommand, Unlisted>, Component<LucideProps>>> = {
  'new-key-pair': Plus,
  'import-key-pair': Import,
  'add-server': Plus,
  'import-ssh-config': FileInput,
  'new-region': Plus,
  'manage-regions': ServerCog,
  'export-activity-jsonl': Download,
  'export-activity-csv': Download,
  'show-key-pairs': KeyRound,
  'show-servers': Server,
  'show-activity': History,
  'show-settings': Settings,
  'filter-list': ListFilter,
  refresh: RefreshCw,
  'show-shortcuts': Keyboard,
  'copy-diagnostics': ClipboardList,
};

function isListed(command: MenuCommand): command is keyof typeof menuIcons {
  return Object.hasOwn(menuIcons, command);
}

/** Everything that can be done from anywhere. */
export function commandsOf(app: WindowState): readonly Command[] {
  return [...menuCommands(app), ...serverCommands(app), ...regionCommands(app), ...settingCommands(app)];
}

function menuCommands(app: WindowState): readonly Command[] {
  return MenuCommand.options.filter(isListed).map((id) => ({
    id,
    label: words.commands[id],
    icon: menuIcons[id],
    ...(hasKeys(id) ? { keys: keysOf(id, isMac) } : {}),
    disabledReason: whyNotCommand(app, id),
    run: () => runCommand(app, id),
  }));
}

function serverCommands(app: WindowState): readonly Command[] {
  const { serverActions } = app;
  const { servers } = app.servers;
  const whyNone = servers.length === 0 ? words.noServers : undefined;
  const showing = (run: () => void) => (): void => {
    app.show('servers');
    run();
  };
  return [
    {
      id: 'refresh-all',
      label: texts.servers.actions.refreshAll,
      icon: RefreshCw,
      disabledReason: whyNone,
      run: showing(() => serverActions.refreshSeveral(servers)),
    },
    {
      id: 'check-all',
      label: texts.drift.checkAll,
      icon: ScanSearch,
      disabledReason: whyNone,
      run: showing(() => serverActions.inspect(servers)),
    },
  ];
}

function regionCommands(app: WindowState): readonly Command[] {
  const { regionActions, regions } = app;
  const others = regions.regions.filter(({ id }) => id !== app.region?.id);
  return [
    ...others.map(({ id, name }) => ({
      id: `region-${id}`,
      label: words.switchRegion(name),
      icon: ServerCog,
      run: () => regions.choose(id),
    })),
    ...(regions.practice
      ? []
      : [
          {
            id: 'practise',
            label: words.practise,
            icon: ServerCog,
            run: () => void regionActions.practise(),
          },
        ]),
  ];
}

function settingCommands(app: WindowState): readonly Command[] {
  return [
    ...Theme.options.map((theme) => ({
      id: `theme-${theme}`,
      label: words.themes[theme],
      icon: SunMoon,
      run: () => void app.settings.change({ theme }),
    })),
    {
      id: 'check-keychain',
      label: words.checkKeychain,
      icon: ShieldCheck,
      run: () => {
        app.show('settings');
        void app.settings.checkKeychain();
      },
    },
  ];
}

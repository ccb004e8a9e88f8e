import KeyRound from '@lucide/svelte/icons/key-round';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import Trash from '@lucide/svelte/icons/trash';
import Unlink from '@lucide/svelte/icons/unlink';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import { notRestartableReason, notSelectableReason, type Server } from '../../shared/model/server.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { BulkAction } from '../ui/bulk-action.ts';
import type { MenuAction } from '../ui/menu-action.ts';
import type { Reasoned } from '../ui/reasoned.ts';
import { isInspectable, type ServerActions } from './server-actions.svelte.ts';
import { whyNotRestart } from './server-row-actions.ts';

const { actions: labels, disabled, notSelectable } = texts.servers;

/** What can be done with several servers at once. Where some can't take part, the dialog names them. */
export function serverBulkActions(
  servers: readonly Server[],
  keyPairs: readonly KeyPair[],
  actions: ServerActions,
): readonly BulkAction[] {
  return [
    {
      id: 'attach',
      label: labels.attach,
      icon: KeyRound,
      disabledReason: whyNotAttach(servers, keyPairs),
      onselect: () => actions.open({ kind: 'attach-key-pair', servers }),
    },
    detachAction(servers, keyPairs, actions),
    inspectAction(servers, actions),
    {
      id: 'refresh',
      label: labels.refresh,
      icon: RefreshCw,
      onselect: () => actions.refreshSeveral(servers),
    },
    {
      id: 'restart',
      label: labels.restartSeveral,
      icon: RotateCcw,
      disabledReason: whyRestartNone(servers),
      onselect: () => actions.open({ kind: 'finish-several', servers }),
    },
    {
      id: 'remove',
      label: labels.remove,
      icon: Trash,
      danger: true,
      onselect: () => actions.open({ kind: 'remove-several', servers }),
    },
  ];
}

function inspectAction(servers: readonly Server[], actions: ServerActions): BulkAction {
  return {
    id: 'inspect',
    label: labels.inspect,
    icon: ScanSearch,
    disabledReason: servers.some(isInspectable) ? undefined : disabled.noneLinux,
    onselect: () => actions.inspect(servers),
  };
}

function whyNotAttach(servers: readonly Server[], keyPairs: readonly KeyPair[]): string | undefined {
  if (keyPairs.length === 0) return disabled.noKeyPairsInRegion;
  return selectable(servers).length === 0 ? disabled.noneSelectable : undefined;
}

function whyRestartNone(servers: readonly Server[]): string | undefined {
  if (restartable(servers).length > 0) return undefined;
  const areStopped = servers.every(({ status }) => status === 'stopped');
  return areStopped ? disabled.allStopped : disabled.noneRestartable;
}

/** One key pair is taken off at a time: where several are bound, it is chosen which. */
function detachAction(
  servers: readonly Server[],
  keyPairs: readonly KeyPair[],
  actions: ServerActions,
): BulkAction {
  const choices = keyPairs.flatMap((keyPair): MenuAction[] => {
    const chosen = servers.filter(({ boundKeyPairId }) => boundKeyPairId === keyPair.id);
    if (chosen.length === 0) return [];
    const label = texts.servers.detachFrom(keyPair.name, chosen.length);
    const onselect = (): void => actions.open({ kind: 'detach-server', keyPair, chosen });
    return [{ id: keyPair.id, label, onselect }];
  });
  const [only, ...others] = choices;
  return {
    id: 'detach',
    label: labels.detach,
    icon: Unlink,
    disabledReason: only ? undefined : disabled.noneBound,
    ...(others.length > 0 ? { choices } : {}),
    onselect: () => only?.onselect(),
  };
}

export function selectable(servers: readonly Server[]): readonly Server[] {
  return servers.filter((server) => notSelectableReason(server) === undefined);
}

/** Those that a key pair can't be put on, with the reason. */
export function notSelectables(servers: readonly Server[]): readonly Reasoned[] {
  return servers.flatMap((server) => {
    const reason = notSelectableReason(server);
    return reason ? [{ id: server.id, label: server.name, reason: notSelectable[reason] }] : [];
  });
}

export function restartable(servers: readonly Server[]): readonly Server[] {
  return servers.filter((server) => notRestartableReason(server) === undefined);
}

/** Those that can't be restarted, with the reason. */
export function notRestartables(servers: readonly Server[]): readonly Reasoned[] {
  return servers.flatMap((server) => {
    const reason = whyNotRestart(server);
    return reason === undefined ? [] : [{ id: server.id, label: server.name, reason }];
  });
}

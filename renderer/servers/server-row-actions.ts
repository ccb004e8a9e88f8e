import Activity from '@lucide/svelte/icons/activity';
import Copy from '@lucide/svelte/icons/copy';
import FileTerminal from '@lucide/svelte/icons/file-terminal';
import Info from '@lucide/svelte/icons/info';
import KeyRound from '@lucide/svelte/icons/key-round';
import ListKey from '@lucide/svelte/icons/list-checks';
import LockOpen from '@lucide/svelte/icons/lock-open';
import Pencil from '@lucide/svelte/icons/pencil';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Trash from '@lucide/svelte/icons/trash';
import Unlink from '@lucide/svelte/icons/unlink';
import Wrench from '@lucide/svelte/icons/wrench';
import { isRepairable } from '../../shared/model/drift.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import {
  isKnownNotLinux,
  notRestartableReason,
  notSelectableReason,
  type Server,
} from '../../shared/model/server.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { MenuAction, MenuGroups } from '../ui/menu-action.ts';
import type { ServerActions } from './server-actions.svelte.ts';

const { actions: labels, disabled } = texts.servers;

/** All that can be done with one server, in groups. What can't be done now is there, with the reason. */
export function serverRowActions(
  ...about: Parameters<typeof serverRowMenu>
): readonly (readonly MenuAction[])[] {
  return serverRowMenu(...about).map((group) =>
    group.flatMap((entry) => ('actions' in entry ? entry.actions : [entry])),
  );
}

/** The same as a row's menu, with what is for ssh outside Latchkey in a menu of its own. */
export function serverRowMenu(
  server: Server,
  keyPairs: readonly KeyPair[],
  actions: ServerActions,
): MenuGroups {
  const bound = keyPairs.find(({ id }) => id === server.boundKeyPairId);
  return [
    keyPairActions(server, keyPairs, bound, actions),
    serviceActions(server, keyPairs, bound, actions),
    [
      {
        id: 'details',
        label: labels.details,
        icon: Info,
        onselect: () => actions.open({ kind: 'details', server }),
      },
      { id: 'ssh', label: labels.ssh, icon: SquareTerminal, actions: sshActions(server, actions) },
      {
        id: 'edit',
        label: labels.edit,
        icon: Pencil,
        onselect: () => actions.open({ kind: 'edit', server }),
      },
    ],
    [
      {
        id: 'remove',
        label: labels.remove,
        icon: Trash,
        danger: true,
        onselect: () => void actions.remove(server),
      },
    ],
  ];
}

function sshActions(server: Server, actions: ServerActions): readonly MenuAction[] {
  const disabledReason = actions.isReachable(server.regionId) ? undefined : disabled.unreachable;
  return [
    {
      id: 'open-terminal',
      label: labels.openTerminal,
      icon: SquareTerminal,
      disabledReason,
      onselect: () => void actions.openTerminal(server),
    },
    {
      id: 'copy',
      label: labels.copySshCommand,
      icon: Copy,
      disabledReason,
      onselect: () => void actions.copySshCommand(server),
    },
    {
      id: 'ssh-config',
      label: texts.sshConfigBlocks.action,
      icon: FileTerminal,
      disabledReason,
      onselect: () => openSshConfig(server, actions),
    },
  ];
}

function openSshConfig({ id: serverId, name }: Server, actions: ServerActions): void {
  actions.open({ kind: 'ssh-config', subject: { kind: 'server', serverId }, name });
}

function keyPairActions(
  server: Server,
  keyPairs: readonly KeyPair[],
  bound: KeyPair | undefined,
  actions: ServerActions,
): readonly MenuAction[] {
  return [
    {
      id: 'attach',
      label: labels.attach,
      icon: KeyRound,
      disabledReason: whyNotAttach(server, keyPairs),
      onselect: () => actions.open({ kind: 'attach-key-pair', servers: [server] }),
    },
    {
      id: 'detach',
      label: labels.detach,
      icon: Unlink,
      disabledReason: bound ? undefined : disabled.noKeyPair,
      onselect: () => bound && actions.open({ kind: 'detach-server', keyPair: bound, chosen: [server] }),
    },
    {
      id: 'authorized-keys',
      label: labels.authorizedKeys,
      icon: ListKey,
      disabledReason: server.status === 'stopped' ? disabled.stopped : whyNotLinux(server),
      onselect: () => actions.open({ kind: 'authorized-keys', server }),
    },
    {
      id: 'verify',
      label: labels.verify,
      description: texts.servers.verifyMeans,
      icon: ShieldCheck,
      disabledReason: whyNotVerify(bound),
      onselect: () => actions.verify(server),
    },
  ];
}

function serviceActions(
  server: Server,
  keyPairs: readonly KeyPair[],
  bound: KeyPair | undefined,
  actions: ServerActions,
): readonly MenuAction[] {
  // What is pending may close it with the next restart: only this takes that back.
  const enabled = server.passwordLogon === 'enabled' && !bound && !server.pending;
  return [
    {
      id: 'inspect',
      label: labels.inspect,
      description: texts.servers.inspectMeans,
      icon: ScanSearch,
      disabledReason: whyNotLinux(server),
      onselect: () => actions.inspect([server]),
    },
    ...repairAction(server, actions),
    {
      id: 'refresh',
      label: labels.refresh,
      icon: RefreshCw,
      onselect: () => void actions.refresh(server, keyPairs),
    },
    {
      id: 'restart',
      label: server.pending ? labels.finish : labels.restart,
      icon: server.pending ? Activity : RotateCcw,
      disabledReason: whyNotRestart(server),
      onselect: () => actions.open({ kind: 'finish', server }),
    },
    {
      id: 'enable-password-logon',
      label: labels.enablePasswordLogon,
      icon: LockOpen,
      disabledReason: enabled ? disabled.passwordLogonEnabled : whyNotLinux(server),
      onselect: () => actions.open({ kind: 'enable-password-logon', server }),
    },
  ];
}

/** Where a check has found something that can be put right. */
function repairAction(server: Server, actions: ServerActions): readonly MenuAction[] {
  if (!server.drift || !isRepairable(server.drift)) return [];
  const onselect = (): void => actions.open({ kind: 'repair', server });
  return [{ id: 'repair', label: texts.drift.repair, icon: Wrench, onselect }];
}

function whyNotAttach(server: Server, keyPairs: readonly KeyPair[]): string | undefined {
  const reason = notSelectableReason(server);
  if (reason) return texts.servers.notSelectable[reason];
  return keyPairs.length === 0 ? disabled.noKeyPairsInRegion : undefined;
}

function whyNotLinux(server: Server): string | undefined {
  return isKnownNotLinux(server) ? texts.servers.notSelectable['not-linux'] : undefined;
}

export function whyNotRestart(server: Server): string | undefined {
  const reason = notRestartableReason(server);
  if (reason === 'stopped') return disabled.stopped;
  return reason && texts.servers.notSelectable[reason];
}

function whyNotVerify(bound: KeyPair | undefined): string | undefined {
  if (!bound) return disabled.noKeyPair;
  return bound.privateKey === 'absent' ? disabled.noPrivateKey : undefined;
}

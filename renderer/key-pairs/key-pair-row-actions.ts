import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import FileKey from '@lucide/svelte/icons/file-key';
import FileTerminal from '@lucide/svelte/icons/file-terminal';
import Fingerprint from '@lucide/svelte/icons/fingerprint-pattern';
import Info from '@lucide/svelte/icons/info';
import Link from '@lucide/svelte/icons/link';
import Trash from '@lucide/svelte/icons/trash-2';
import Unlink from '@lucide/svelte/icons/unlink';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { BulkAction } from '../ui/bulk-action.ts';
import type { MenuAction } from '../ui/menu-action.ts';
import type { KeyPairActions } from './key-pair-actions.svelte.ts';

/** The dialogs of the servers that start from a key pair. */
export interface ServerDialogs {
  readonly attach: (keyPair: KeyPair) => void;
  readonly detach: (keyPair: KeyPair) => void;
  readonly sshConfig: (keyPair: KeyPair) => void;
  /** Why there is nothing to write for SSH; nothing where there is. */
  readonly whyNotSshConfig: (keyPair: KeyPair) => string | undefined;
}

const { actions: labels, disabled } = texts.keyPairs;

/** The reference's three actions. Delete is always there: its dialog says what stands in the way. */
export function inlineActions(
  keyPair: KeyPair,
  servers: ServerDialogs,
  actions: KeyPairActions,
): readonly MenuAction[] {
  return [
    { id: 'attach', label: labels.attach, icon: Link, onselect: () => servers.attach(keyPair) },
    {
      id: 'detach',
      label: labels.detach,
      icon: Unlink,
      disabledReason: keyPair.boundServerIds.length === 0 ? disabled.notBound : undefined,
      onselect: () => servers.detach(keyPair),
    },
    {
      id: 'delete',
      label: labels.delete,
      icon: Trash,
      danger: true,
      onselect: () => void actions.delete(keyPair),
    },
  ];
}

/** All that can be done with one key pair. */
export function keyPairRowActions(
  keyPair: KeyPair,
  servers: ServerDialogs,
  actions: KeyPairActions,
): readonly MenuAction[] {
  return [...inlineActions(keyPair, servers, actions), ...menuActions(keyPair, servers, actions).flat()];
}

export function menuActions(
  keyPair: KeyPair,
  servers: ServerDialogs,
  actions: KeyPairActions,
): readonly (readonly MenuAction[])[] {
  const download: MenuAction = {
    id: 'download',
    label: labels.download,
    icon: Download,
    onselect: () => actions.open({ kind: 'download', keyPair }),
  };
  const sshConfig: MenuAction = {
    id: 'ssh-config',
    label: texts.sshConfigBlocks.action,
    icon: FileTerminal,
    disabledReason: servers.whyNotSshConfig(keyPair),
    onselect: () => servers.sshConfig(keyPair),
  };
  const details: MenuAction = {
    id: 'details',
    label: labels.details,
    icon: Info,
    onselect: () => actions.open({ kind: 'details', keyPair }),
  };
  return [
    [details],
    publicKeyActions(keyPair, actions),
    [sshConfig],
    keyPair.download === 'available' ? [download] : [],
  ];
}

function publicKeyActions(keyPair: KeyPair, actions: KeyPairActions): readonly MenuAction[] {
  return [
    {
      id: 'copy-public-key',
      label: labels.copyPublicKey,
      icon: Copy,
      onselect: () => void actions.copyPublicKey(keyPair),
    },
    {
      id: 'copy-fingerprint',
      label: labels.copyFingerprint,
      icon: Fingerprint,
      onselect: () => void actions.copyFingerprint(keyPair),
    },
    {
      id: 'save-public-key',
      label: labels.savePublicKey,
      icon: FileKey,
      onselect: () => void actions.savePublicKey(keyPair),
    },
  ];
}

/** What can be done with several key pairs at once. The dialog names those that have to stay. */
export function keyPairBulkActions(
  keyPairs: readonly KeyPair[],
  actions: KeyPairActions,
): readonly BulkAction[] {
  return [
    {
      id: 'delete',
      label: labels.deleteSeveral,
      icon: Trash,
      danger: true,
      disabledReason: keyPairs.every(isBound) ? disabled.allBound : undefined,
      onselect: () => actions.open({ kind: 'delete-several', keyPairs }),
    },
  ];
}

function isBound({ boundServerIds }: KeyPair): boolean {
  return boundServerIds.length > 0;
}

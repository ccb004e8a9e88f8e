import type { KeyPair } from '../../shared/model/key-pair.ts';
import { addressOf, notSelectableReason, type Server } from '../../shared/model/server.ts';
import { texts } from '../lib/texts/texts.ts';
import type { TransferItem } from '../ui/transfer-item.ts';

const words = texts.serverActions.attach;

/** A server on which another key pair is bound now, which a new one replaces. */
export interface Replacement {
  readonly server: Server;
  readonly keyPairName: string;
}

/** The servers of a region as the dialog Attach Server shows them: those that can be chosen first. */
export function attachItems(
  servers: readonly Server[],
  keyPair: KeyPair,
  keyPairs: readonly KeyPair[],
): readonly TransferItem[] {
  const items = servers.map((server): TransferItem => {
    const disabledReason = whyNot(server, keyPair);
    const replaced = replacedName(server, keyPair, keyPairs);
    return {
      id: server.id,
      label: server.name,
      description: `${texts.servers.statuses[server.status]} · ${addressOf(server)}`,
      note: replaced === undefined ? undefined : words.replaces(replaced),
      disabledReason,
    };
  });
  const byName = items.toSorted((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  const canBeChosen = ({ disabledReason }: TransferItem): boolean => disabledReason === undefined;
  return [...byName.filter(canBeChosen), ...byName.filter((item) => !canBeChosen(item))];
}

/** The servers that a key pair is bound to, or is waiting to be bound to. */
export function detachItems(servers: readonly Server[], keyPair: KeyPair): readonly TransferItem[] {
  return boundServers(servers, keyPair)
    .map((server) => ({
      id: server.id,
      label: server.name,
      description: `${texts.servers.statuses[server.status]} · ${addressOf(server)}`,
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
}

export function boundServers(servers: readonly Server[], { id, boundServerIds }: KeyPair): readonly Server[] {
  const bound = new Set<string>(boundServerIds);
  return servers.filter((server) => server.boundKeyPairId === id || bound.has(server.id));
}

/** What is replaced on the chosen servers. */
export function replacements(
  chosen: readonly Server[],
  keyPair: KeyPair,
  keyPairs: readonly KeyPair[],
): readonly Replacement[] {
  return chosen.flatMap((server) => {
    const keyPairName = replacedName(server, keyPair, keyPairs);
    return keyPairName === undefined ? [] : [{ server, keyPairName }];
  });
}

function whyNot(server: Server, keyPair: KeyPair): string | undefined {
  const reason = notSelectableReason(server);
  if (reason) return texts.servers.notSelectable[reason];
  return server.boundKeyPairId === keyPair.id ? words.alreadyBound : undefined;
}

function replacedName(server: Server, keyPair: KeyPair, keyPairs: readonly KeyPair[]): string | undefined {
  const { boundKeyPairId } = server;
  if (boundKeyPairId === null || boundKeyPairId === keyPair.id) return undefined;
  return keyPairs.find(({ id }) => id === boundKeyPairId)?.name ?? texts.servers.aKeyPair;
}

/** Why what is chosen can't be confirmed; nothing when it can. Ticked is not yet moved over. */
export function whyNotConfirm(chosen: number, ticked: number): string | undefined {
  if (chosen > 0) return undefined;
  return ticked > 0 ? words.moveFirst(ticked) : words.chooseFirst;
}

import type { KeyPair } from '../../shared/model/key-pair.ts';
import { addressOf, notSelectableReason, type Server } from '../../shared/model/server.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { TransferItem } from '../ui/transfer-item.ts';

const words = texts.serverActions.attach;

interface ReplacedKeyPair {
  readonly name: string;
  /** Waiting: it was to be put on the server as soon as that is up. */
  readonly state: 'bound' | 'waiting';
}

/** A server with other key pairs, one bound and one waiting at most, which a new one replaces. */
export interface Replacement {
  readonly server: Server;
  readonly keyPairs: readonly ReplacedKeyPair[];
}

/** The servers of a region as the dialog Attach Server shows them: those that can be chosen first. */
export function attachItems(
  servers: readonly Server[],
  keyPair: KeyPair,
  keyPairs: readonly KeyPair[],
): readonly TransferItem[] {
  const items = servers.map((server): TransferItem => {
    const disabledReason = whyNot(server, keyPair);
    const notes = replacedOn(server, keyPair, keyPairs).map(({ name, state }) => words.replaces[state](name));
    return {
      id: server.id,
      label: server.name,
      description: `${texts.servers.statuses[server.status]} · ${addressOf(server)}`,
      note: notes.length === 0 ? undefined : notes.join(' · '),
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
    const replaced = replacedOn(server, keyPair, keyPairs);
    return replaced.length === 0 ? [] : [{ server, keyPairs: replaced }];
  });
}

/** What it comes to on that server, a sentence for each key pair. */
export function replacedWords({ server, keyPairs }: Replacement): readonly string[] {
  return keyPairs.map(({ name, state }) => words.replaced[state](server.name, name));
}

function whyNot(server: Server, keyPair: KeyPair): string | undefined {
  const reason = notSelectableReason(server);
  if (reason) return texts.servers.notSelectable[reason];
  return server.boundKeyPairId === keyPair.id ? words.alreadyBound : undefined;
}

function replacedOn(
  { boundKeyPairId, pending }: Server,
  keyPair: KeyPair,
  keyPairs: readonly KeyPair[],
): readonly ReplacedKeyPair[] {
  const isAwaited = pending?.change === 'bind' && pending.waitsFor === 'server';
  const waitingId = isAwaited && pending.keyPairId !== boundKeyPairId ? pending.keyPairId : null;
  const others = [
    { id: boundKeyPairId, state: 'bound' },
    { id: waitingId, state: 'waiting' },
  ] as const;
  return others
    .filter(({ id }) => id !== null && id !== keyPair.id)
    .map(({ id, state }) => ({
      state,
      name: keyPairs.find((each) => each.id === id)?.name ?? texts.servers.aKeyPair,
    }));
}

/** Why what is chosen can't be confirmed; nothing when it can. Ticked is not yet moved over. */
export function whyNotConfirm(chosen: number, ticked: number): string | undefined {
  if (chosen > 0) return undefined;
  return ticked > 0 ? words.moveFirst(ticked) : words.chooseFirst;
}

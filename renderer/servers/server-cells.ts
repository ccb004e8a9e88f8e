import type { Effect, Pending, Server, ServerStatus } from '../../shared/model/server.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { formatRelative } from '../../shared/texts/dates.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { Tone } from '../ui/tone.ts';

const words = texts.servers;

export const statusTones: Record<ServerStatus, Tone> = {
  running: 'success',
  stopped: 'neutral',
  starting: 'info',
  unknown: 'warning',
};

export function osText({ os }: Pick<Server, 'os'>): string {
  return os.name === '' ? words.osKinds[os.kind] : os.name;
}

/** As much of it as tells systems apart: `Debian 12` for `Debian GNU/Linux 12 (bookworm)`, `Ubuntu 26.04` without its LTS. */
export function osShortText(server: Pick<Server, 'os'>): string {
  return osText(server)
    .replace(' GNU/Linux', '')
    .replace(/ \([^()]*\)$/, '')
    .replace(/ LTS$/, '');
}

/** What waits on a server, or nothing. */
export function pendingText({ pending }: Pick<Server, 'pending'>, keyPairName: string): string {
  if (!pending) return '';
  return words.pendingChanges[pending.change](keyPairName);
}

/**
 * What a pending change waits for, and since when.
 * @param effects those that the server's region offers
 */
export function waitingText(pending: Pending, effects: readonly Effect[], nowMs: number): string {
  if (pending.problem !== null) return words.pendingProblem(errorCopy({ code: pending.problem }).what);
  const waitsFor =
    pending.waitsFor === 'restart' && effects.includes('reload') ? 'restart-or-reload' : pending.waitsFor;
  return words.pendingSince(words.pendingWaits[waitsFor], formatRelative(pending.since, nowMs));
}

/** All of it, and what can be done. */
export function pendingTooltip(
  server: Pick<Server, 'pending'>,
  effects: readonly Effect[],
  keyPairName: string,
  nowMs: number,
): string {
  const { pending } = server;
  if (!pending) return '';
  const isInHand = pending.problem === null && pending.waitsFor === 'restart';
  const waiting = `${pendingText(server, keyPairName)}: ${waitingText(pending, effects, nowMs)}`;
  return isInHand ? `${waiting} ${words.pendingFinish}` : waiting;
}

/**
 * What the dialog that restarts several servers is called.
 * @param effects those that their region offers
 */
export function restartTitle(count: number, effects: readonly Effect[]): string {
  const { restartOrReloadTitle, restartSeveralTitle } = texts.serverActions.finish;
  return effects.includes('reload') ? restartOrReloadTitle(count) : restartSeveralTitle(count);
}

/** The status in a word or two, or why it is unknown. */
export function statusText({ status, statusProblem }: Pick<Server, 'status' | 'statusProblem'>): string {
  return statusProblem === null ? words.statuses[status] : words.statusProblems[statusProblem].label;
}

/** When the record was last read from the machine, and why its status is unknown. */
export function checkedText(
  { checkedAt, statusProblem }: Pick<Server, 'checkedAt' | 'statusProblem'>,
  nowMs: number,
): string {
  const checked = checkedAt === null ? words.neverChecked : words.checked(formatRelative(checkedAt, nowMs));
  return statusProblem === null ? checked : `${words.statusProblems[statusProblem].why} ${checked}.`;
}

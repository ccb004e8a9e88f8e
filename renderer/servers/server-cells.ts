import type { Pending, Server, ServerStatus } from '../../shared/model/server.ts';
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

/** What a pending change waits for, and since when. */
export function waitingText(pending: Pending, nowMs: number): string {
  if (pending.problem !== null) return words.pendingProblem(errorCopy({ code: pending.problem }).what);
  return words.pendingSince(words.pendingWaits[pending.waitsFor], formatRelative(pending.since, nowMs));
}

/** All of it, and what can be done. */
export function pendingTooltip(server: Pick<Server, 'pending'>, keyPairName: string, nowMs: number): string {
  const { pending } = server;
  if (!pending) return '';
  const isInHand = pending.problem === null && pending.waitsFor === 'restart';
  const waiting = `${pendingText(server, keyPairName)}: ${waitingText(pending, nowMs)}`;
  return isInHand ? `${waiting} ${words.pendingFinish}` : waiting;
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

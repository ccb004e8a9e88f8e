import type { ActivityEntry, ActivityFormat } from '../../shared/model/activity.ts';
import type { Job, JobResult } from '../../shared/model/job.ts';

/** An action with its job, where it has one. */
export interface ExportedAction {
  readonly entry: ActivityEntry;
  readonly job: Job | null;
}

const writers: Readonly<Record<ActivityFormat, (actions: readonly ExportedAction[]) => string>> = {
  jsonl: toJsonLines,
  csv: toCsv,
};

/** Actions as text: one JSON object a line and action, or CSV (RFC 4180) with a line for each server of an action. */
export function exportText(actions: readonly ExportedAction[], format: ActivityFormat): string {
  return writers[format](actions);
}

function toJsonLines(actions: readonly ExportedAction[]): string {
  return actions.map((action) => `${JSON.stringify(toObject(action))}\n`).join('');
}

function toObject({ entry, job }: ExportedAction): object {
  return {
    id: entry.id,
    ...factsOf(entry),
    effect: job?.effect ?? null,
    startedAt: isoTime(entry.startedAt),
    finishedAt: isoTime(entry.finishedAt),
    durationMs: durationMs(entry),
    error: entry.errorCode,
    servers: job ? job.results.map(serverOf) : entry.serverNames.map((name) => ({ name })),
  };
}

function serverOf(result: JobResult): object {
  return {
    name: result.serverName,
    outcome: result.state,
    error: result.error?.code ?? null,
    step: result.error?.step ?? null,
    proven: result.proven,
    startedAt: isoTime(result.startedAt),
    finishedAt: isoTime(result.finishedAt),
    durationMs: durationMs(result),
  };
}

function factsOf(
  entry: ActivityEntry,
): Record<'action' | 'outcome' | 'actor' | 'region' | 'keyPair' | 'keyPairFingerprint', string> {
  const { kind, outcome, actor, regionName, keyPairName, keyPairFingerprint } = entry;
  const keyPair = { keyPair: keyPairName, keyPairFingerprint };
  return { action: kind, outcome, actor, region: regionName, ...keyPair };
}

const columns = [
  'started_at',
  'finished_at',
  'duration_ms',
  'actor',
  'action',
  'region',
  'key_pair',
  'server',
  'outcome',
  'error',
  'step',
  'key_pair_fingerprint',
  'effect',
];

/** Without it Excel takes UTF-8 for the computer's own code page, and spoils names that are not English. */
const byteOrderMark = '\uFEFF';

function toCsv(actions: readonly ExportedAction[]): string {
  const rows = [columns, ...actions.flatMap(toRows)];
  return `${byteOrderMark}${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

function toRows({ entry, job }: ExportedAction): string[][] {
  const { action, outcome, actor, region, keyPair, keyPairFingerprint } = factsOf(entry);
  const more = [keyPairFingerprint, job?.effect ?? ''];
  const row = (span: Span, server: string, became: string, error: string, step: string): string[] => [
    isoTime(span.startedAt) ?? '',
    isoTime(span.finishedAt) ?? '',
    String(durationMs(span) ?? ''),
    ...[actor, action, region, keyPair, server, became, error, step, ...more],
  ];
  if (!job) return [row(entry, entry.serverNames[0] ?? '', outcome, entry.errorCode ?? '', '')];
  return job.results.map((result) =>
    row(result, result.serverName, result.state, result.error?.code ?? '', result.error?.step ?? ''),
  );
}

/**
 * One cell. A spreadsheet takes one that begins with one of these signs, or their full-width forms, for a formula,
 * also behind blanks; an apostrophe in front makes it text.
 */
export function csvCell(text: string): string {
  const harmless = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(text)
    ? `'${text}`
    : text;
  return harmless === text && !/[",\r\n]/.test(text) ? text : `"${harmless.replaceAll('"', '""')}"`;
}

interface Span {
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** A clock that was set back in between makes no negative time. */
function durationMs({ startedAt, finishedAt }: Span): number | null {
  return startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt);
}

function isoTime(timestamp: number | null): string | null {
  return timestamp === null ? null : new Date(timestamp).toISOString();
}

import type { ActivityEntry, ActivityOutcome } from '../../shared/model/activity.ts';
import { language, texts } from '../../shared/texts/texts.ts';
import type { Tone } from '../ui/tone.ts';

export const outcomeTones: Record<ActivityOutcome, Tone> = {
  running: 'info',
  succeeded: 'success',
  pending: 'warning',
  partly: 'danger',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
};

const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', maximumFractionDigits: 1 });

/** How long it took; nothing while it is under way. */
export function durationText({
  startedAt,
  finishedAt,
}: Pick<ActivityEntry, 'startedAt' | 'finishedAt'>): string {
  if (finishedAt === null) return '';
  const tookSeconds = Math.max(0, finishedAt - startedAt) / 1000;
  return tookSeconds < 60 ? seconds.format(tookSeconds) : minutes.format(tookSeconds / 60);
}

/** The key pair that it was about; of a key on a server that is none here, the fingerprint. */
export function keyText({
  keyPairName,
  keyPairFingerprint,
}: Pick<ActivityEntry, 'keyPairName' | 'keyPairFingerprint'>): string {
  return keyPairName || keyPairFingerprint;
}

/** The servers it was about: the first names, and how many more there are. */
export function whereText({ serverNames, serverCount }: ActivityEntry): string {
  const names = serverNames.join(', ');
  const more = serverCount - serverNames.length;
  return more > 0 ? texts.activity.andMore(names, more) : names;
}

import {
  differenceInDays,
  differenceInHours,
  differenceInMinutes,
  intlFormat,
  intlFormatDistance,
} from 'date-fns';
import { language } from './texts.ts';

const locale = { locale: language };

/** Date and time of day, in the user's time zone. */
export function formatDateTime(timestampMs: number): string {
  return intlFormat(timestampMs, { dateStyle: 'medium', timeStyle: 'short' }, locale);
}

/** To the second, with the name of the time zone. */
export function formatExact(timestampMs: number): string {
  return intlFormat(timestampMs, { dateStyle: 'medium', timeStyle: 'long' }, locale);
}

/** The day alone, in the user's time zone. */
export function formatDate(timestampMs: number): string {
  return intlFormat(timestampMs, { dateStyle: 'medium' }, locale);
}

/** `5 minutes ago`, `23 hours ago`, `yesterday`; from a week on the date and time. */
export function formatRelative(timestampMs: number, nowMs: number): string {
  if (differenceInDays(nowMs, timestampMs) >= 7) return formatDateTime(timestampMs);
  // A clock that was set back does not count into the future, and seconds would not stay true for long.
  const thenMs = differenceInMinutes(nowMs, timestampMs) < 1 ? nowMs : timestampMs;
  return intlFormatDistance(thenMs, nowMs, { ...locale, unit: unitOf(thenMs, nowMs) });
}

/** Left alone, it would be yesterday an hour ago after midnight, and last week before a week is over. */
function unitOf(timestampMs: number, nowMs: number): 'minute' | 'hour' | 'day' {
  const hours = differenceInHours(nowMs, timestampMs);
  if (hours < 1) return 'minute';
  return hours < 24 ? 'hour' : 'day';
}

import { differenceInDays, differenceInMinutes, intlFormat, intlFormatDistance } from 'date-fns';
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

/** `5 minutes ago`, `yesterday`; from a week on the date and time. */
export function formatRelative(timestampMs: number, nowMs: number): string {
  if (differenceInDays(nowMs, timestampMs) >= 7) return formatDateTime(timestampMs);
  // A clock that was set back does not count into the future, and seconds would not stay true for long.
  const isJustNow = differenceInMinutes(nowMs, timestampMs) < 1;
  return isJustNow
    ? intlFormatDistance(nowMs, nowMs, { ...locale, unit: 'minute' })
    : intlFormatDistance(timestampMs, nowMs, locale);
}

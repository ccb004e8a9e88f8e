import { language } from './texts.ts';

const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' });
const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Date and time of day, in the user's time zone. */
export function formatDateTime(timestampMs: number): string {
  return dateTime.format(timestampMs);
}

/** To the second, with the name of the time zone. */
export function formatExact(timestampMs: number): string {
  return exact.format(timestampMs);
}

/** The day alone, in the user's time zone. */
export function formatDate(timestampMs: number): string {
  return date.format(timestampMs);
}

/** `5 minutes ago`, `yesterday`; from a week on the date and time. */
export function formatRelative(timestampMs: number, nowMs: number): string {
  const agoMs = nowMs - timestampMs;
  if (agoMs >= 7 * dayMs) return formatDateTime(timestampMs);
  if (agoMs >= dayMs) return relative.format(-Math.floor(agoMs / dayMs), 'day');
  if (agoMs >= hourMs) return relative.format(-Math.floor(agoMs / hourMs), 'hour');
  return relative.format(-Math.max(0, Math.floor(agoMs / minuteMs)), 'minute');
}

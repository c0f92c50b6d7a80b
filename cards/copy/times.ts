import { Duration } from 'luxon';

const minute = 60_000;
const hour = 60 * minute;
const dayMs = 24 * hour;

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

function span(ms: number): string {
  if (ms < minute) return 'less than a minute';
  if (ms < hour) return count(Math.round(ms / minute), 'minute');
  if (ms < 2 * dayMs) return count(Math.round(ms / hour), 'hour');
  return count(Math.round(ms / dayMs), 'day');
}

/** "in 14 days", "3 minutes ago" */
export function relativeTo(date: Date, now: Date): string {
  const ms = date.getTime() - now.getTime();
  return ms >= 0 ? `in ${span(ms)}` : `${span(-ms)} ago`;
}

/** 0.8 s, 41 s, 2 min 5 s */
export function tookText(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** P6M → "6 months"; what is not a duration is shown as it came. */
export function durationText(iso: string): string {
  const duration = Duration.fromISO(iso);
  if (!duration.isValid) return iso;
  const words = Object.entries(duration.toObject())
    .filter(([, number]) => number !== 0)
    .map(([unit, number]) => count(number, unit.replace(/s$/, '')));
  return words.length === 0 ? iso : words.join(' ');
}

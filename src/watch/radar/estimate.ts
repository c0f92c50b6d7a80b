import type { Client } from './radar-entry.ts';

/** The report shows 7 days unless its reader chose more, up to 90, and does not say how many: fewer days err on too much volume. */
const days = 7;
/** A day's mail comes in working hours, and twice as dense at their busiest. */
const busyShare = 4;

/** Volume to start a request with; who asks corrects it. */
export function estimate({ messages }: Pick<Client, 'messages'>): { perDay: number; perHour: number } {
  const perDay = Math.max(1, Math.ceil(messages / days));
  return { perDay, perHour: Math.max(1, Math.ceil(perDay / busyShare)) };
}

import type { RelayId } from '../senders/sender.ts';
import { acs } from './acs.ts';

export type Volume = { recipients: 'internal' | 'external'; perHour: number; perDay: number };

/** The relay Sendpass would use and why, in one line for the form and the approver's card. */
export function proposeRelay(volume: Volume): { relay: RelayId; why: string } {
  const reach = volume.recipients === 'external' ? 'reaches external recipients' : 'reaches everybody inside';
  return { relay: 'acs', why: `${acs.title} (until 30 Sep 2028): ${reach}, and is the relay set up here` };
}

/**
 * Can the relay carry this? `attention` = only with a raised quota, which Sendpass cannot see: a person must know. Limits are the default
 * tier's (facts/azure §5) and shared by all senders of the subscription.
 */
export function canCarry(
  perHour: number,
  perDay: number,
  recipients: Volume['recipients'],
): { result: 'ok' | 'attention'; text: string } {
  const { perHour: hourly } = acs.limits;
  const many = (count: number): string => count.toLocaleString('en-GB');
  if (perHour > hourly || perDay > hourly * 24)
    return {
      result: 'attention',
      text: `${many(perHour)} an hour, ${many(perDay)} a day: more than the default limit of ${hourly} an hour for all senders together. Works only if the quota was raised.`,
    };
  const half = perHour * 2 > hourly;
  return half
    ? { result: 'attention', text: `takes ${perHour} of the ${hourly} mails an hour all senders share` }
    : { result: 'ok', text: `volume fits (${perHour} of ${hourly} an hour, ${recipients} recipients)` };
}

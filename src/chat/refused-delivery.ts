import { isFresh } from '../shared/clock.ts';
import type { Platform } from '../people/person.ts';
import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';

const minute = 60_000;
const keepAtMost = 200;

type Refused = { platform: Platform; why: string; actor?: string };

/**
 * What was refused at a platform's door, for the auditor: the first of its kind at once, then one line a minute with how many came meanwhile.
 * Anybody can knock, so a line for each would let strangers fill the log.
 */
export function createRefusedDeliveries({ transact, clock, logger }: Pick<ChatDeps, 'transact' | 'clock' | 'logger'>) {
  const written = new Map<string, { at: number; more: number }>();
  return ({ platform, why, actor }: Refused): void => {
    const now = clock.now().getTime();
    const key = `${platform} ${why}`;
    const last = written.get(key);
    if (last && isFresh(last.at, now, minute)) {
      last.more += 1;
      return;
    }
    if (written.size > keepAtMost) written.clear();
    written.set(key, { at: now, more: 0 });
    const data = { platform, why, ...(actor ? { from: actor } : {}), ...(last?.more ? { more: last.more } : {}) };
    transact(({ audit }) =>
      audit.append({ type: 'delivery-refused', actor: 'sendpass', subject: `platform:${platform}`, data }),
    ).catch(() => logger.warn({ why }, 'a refused delivery could not be recorded'));
  };
}

/** A known person sent what no card of Sendpass offers them now; told to them by whoever calls this. */
export const noteRefused = (
  { transact }: Pick<ChatDeps, 'transact'>,
  { actor, platform, input, conversation }: Interaction,
  why: 'unknown-action' | 'other-card' | 'late-form',
): Promise<void> =>
  transact(({ audit }) => {
    const values = 'values' in input ? input.values : {};
    const action = 'action' in input ? input.action.slice(0, 60) : '';
    const { requestId } = values;
    const subject = requestId === undefined ? `conversation:${conversation.id}` : `request:${requestId.slice(0, 60)}`;
    return audit.append({ type: 'delivery-refused', actor: actor.id, subject, data: { platform, why, action } });
  });

/** Of one request always; others are where they name one. */
const forms: readonly string[] = ['edit-submit', 'deny-submit'];

/** A form that was open while the request was withdrawn, decided or expired; the use case refuses it in its own words. */
export async function isLateForm({ transact }: Pick<ChatDeps, 'transact'>, { input }: Interaction): Promise<boolean> {
  if (input.type !== 'submit-dialog') return false;
  const { requestId } = input.values;
  if (requestId === undefined && !forms.includes(input.action)) return false;
  const request = await transact((repos) => repos.requests.get(requestId ?? ''));
  return request?.state !== 'pending';
}

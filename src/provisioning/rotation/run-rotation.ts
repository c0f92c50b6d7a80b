import { Duration } from 'luxon';
import type { Rotation } from '../../senders/rotation.ts';
import { asSendpassError } from '../../shared/errors.ts';
import { askPerson } from '../ask-person.ts';
import type { LaneEnd } from '../run-graph.ts';
import type { Run } from '../run.ts';
import { hold, save } from './held.ts';
import type { Held } from './held.ts';
import { issueNew } from './issue-new.ts';
import { promote } from './promote.ts';
import { removeNew } from './remove-new.ts';
import { removeKeys, removeOld } from './remove-old.ts';
import { switchTo } from './switch-credential.ts';

/**
 * Carries a rotation on from where it is: new secret → vault → proven → (places) → the old ones go. Between the proof and the last tick nothing
 * is done here; time alone removes nothing unless its owner wanted it so.
 */
export async function runRotation(run: Run, rotation: Rotation): Promise<LaneEnd> {
  const held = hold(run, rotation);
  try {
    await carryOn(held);
    return 'done';
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.code === 'interrupted') return 'interrupted';
    if (error.kind === 'bug' || error.kind === 'retryable') throw error;
    return await asked(held, thrown);
  } finally {
    run.rotation = held.rotation;
  }
}

async function asked(held: Held, thrown: unknown): Promise<LaneEnd> {
  const error = asSendpassError(thrown);
  try {
    await save(held, { reason: error.advice, reasonCode: error.code });
  } catch (again) {
    if (asSendpassError(again).code === 'interrupted') return 'interrupted';
    throw again;
  }
  // The sender goes on sending with the old one: its state is not touched.
  await askPerson(held.run, null, error, null);
  return 'asked';
}

async function carryOn(held: Held): Promise<void> {
  if (held.rotation.state === 'cancelling') return removeNew(held);
  // Leaked: what can be used by a thief goes before anything else is waited for.
  if (held.rotation.oldFirst && held.rotation.keysGoneAt === null) await removeKeys(held);
  if (held.rotation.state === 'issuing') await issueNew(held);
  if (held.rotation.state === 'overlap') await overlap(held);
  if (held.rotation.state === 'removing') await removeOld(held);
}

async function overlap(held: Held): Promise<void> {
  const { desired, deps } = held.run;
  if (desired.delivery === 'vault') await promote(held);
  const due = dueAt(held.rotation);
  if (held.rotation.oldFirst || (due !== null && due <= deps.clock.now())) await switchTo(held);
}

/** When the old ones go although nobody said so; null: never by time. */
export function dueAt({ provenAt, removeAfter, state }: Rotation): Date | null {
  if (state !== 'overlap' || provenAt === null || removeAfter === null) return null;
  return new Date(provenAt.getTime() + Duration.fromISO(removeAfter).toMillis());
}

import type { Clues } from '../diagnosis/clues.ts';
import type { Problem } from '../diagnosis/diagnosis.ts';
import { findSender } from '../diagnosis/find-sender.ts';
import type { Found } from '../diagnosis/find-sender.ts';
import { look } from '../diagnosis/look.ts';
import type { LookDeps } from '../diagnosis/look-deps.ts';
import { subjectOf } from '../diagnosis/subject.ts';
import type { Sender } from '../senders/sender.ts';
import { checkApprover } from './approver-check.ts';
import type { Checked } from './approver-check.ts';
import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import type { View } from './view.ts';
import { diagnosisView, generalDiagnosis } from './views/diagnosis.ts';

export type Asked = { problem: Problem; clues: Clues; /** Something in the paste was masked. */ leaked: boolean };

/**
 * What a pasted error means, for the one who pasted it. Details of a sender are for its owners and approvers, in their private chat; to
 * everybody else, and in a channel, the answer is the same whether such a sender exists or not.
 */
export async function diagnose(deps: ChatDeps, { actor, conversation }: Interaction, asked: Asked): Promise<View> {
  const { found, isApprover } = await find(deps, actor.id, asked.clues);
  const notes = isApprover === 'unknown' ? [notSure] : [];
  if (conversation.kind === 'channel') {
    const own = found.sender === null ? found.own.length : 1;
    return generalDiagnosis(asked, { mayChoose: own > 0, senderId: found.sender?.id ?? null, notes: [inPrivate] });
  }
  if (found.sender === null) {
    const removed = found.gone === null ? [] : [goneNote(found.gone.name)];
    const about = { mayChoose: found.own.length > 0, senderId: null, notes: [...removed, ...notes] };
    return generalDiagnosis(asked, about);
  }
  return lookAt(deps, actor.id, found.sender, asked, found.by);
}

const notSure =
  'Sendpass could not check in time whether you are an approver, so it looked among your own senders only.';
const goneNote = (name: string): string =>
  `${name} was removed: nothing of it works any more. To send again, ask for a new one.`;
const inPrivate =
  'What Sendpass sees about a sender is not shown in a channel: its owners and approvers get it in private.';

/** Looks now and says what it saw. That the reader may see it was checked before. */
export async function lookAt(
  deps: ChatDeps,
  readerId: string,
  sender: Sender,
  asked: Pick<Asked, 'problem' | 'leaked'>,
  by: string | null,
): Promise<View> {
  const subject = await deps.transact((repos) => subjectOf(repos.senders, sender));
  const findings = await look(lookDeps(deps), subject, asked.problem.checks);
  deps.logger.info({ senderId: sender.id, problem: asked.problem.id }, 'diagnosed');
  return deps.transact((repos) => diagnosisView(repos, deps, { ...asked, subject, findings, by, readerId }));
}

async function find(
  deps: ChatDeps,
  askerId: string,
  clues: Clues,
): Promise<{ found: Found; isApprover: Checked | null }> {
  const among = (seesAll: boolean): Promise<Found> =>
    deps.transact((repos) => findSender(repos.senders, clues, { askerId, seesAll }));
  const own = await among(false);
  // Named in the text: no need to ask who else the asker is.
  if (own.sender !== null && own.named) return { found: own, isApprover: null };
  const isApprover = await checkApprover(deps, askerId);
  return { found: isApprover === 'yes' ? await among(true) : own, isApprover };
}

const minuteMs = 60_000;

function lookDeps(deps: ChatDeps): LookDeps {
  return {
    ...deps.diagnosis,
    clock: deps.clock,
    tenantId: deps.tenantId,
    mayLogIn: (senderId) => deps.transact((repos) => mayLogIn(repos, senderId, deps.clock.now())),
  };
}

/**
 * At most one log-in a minute and sender, on all instances: each takes the minute it is in and finds the one before free. Kept beside the
 * delivery ids, which are unique in the same way and forgotten by themselves.
 */
async function mayLogIn(
  { deliveries }: { deliveries: { accept(id: string, at: Date, interaction: null): Promise<boolean> } },
  senderId: string,
  now: Date,
): Promise<boolean> {
  const minute = Math.floor(now.getTime() / minuteMs);
  const take = (which: number): Promise<boolean> => deliveries.accept(`log-in:${senderId}:${which}`, now, null);
  return (await take(minute - 1)) && (await take(minute));
}

import type { Clues } from '../diagnosis/clues.ts';
import type { Finding, Problem } from '../diagnosis/diagnosis.ts';
import { findSender } from '../diagnosis/find-sender.ts';
import type { Found } from '../diagnosis/find-sender.ts';
import { look } from '../diagnosis/look.ts';
import { lookAtText } from '../diagnosis/look-text.ts';
import type { Against } from '../diagnosis/look-text.ts';
import { subjectOf } from '../diagnosis/subject.ts';
import type { Subject } from '../diagnosis/subject.ts';
import { relayIds } from '../relays/relays.ts';
import type { Sender } from '../senders/sender.ts';
import { checkApprover } from './approver-check.ts';
import type { Checked } from './approver-check.ts';
import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import { lookDepsOf } from './look-deps-of.ts';
import type { View } from './view.ts';
import { diagnosisView, generalDiagnosis } from './views/diagnosis.ts';

export type Asked = {
  problem: Problem;
  /** Null: the text is not there any more, only what it was recognised as. */
  clues: Clues | null;
  /** Something in the paste was masked. */
  leaked: boolean;
};

/**
 * What a pasted error means, for the one who pasted it. Details of a sender are for its owners and approvers, in their private chat; to
 * everybody else, and in a channel, the answer is the same whether such a sender exists or not.
 */
export async function diagnose(
  deps: ChatDeps,
  { actor, conversation }: Interaction,
  asked: Asked & { clues: Clues },
): Promise<View> {
  const { found, isApprover } = await find(deps, actor.id, asked.clues);
  const notes = isApprover === 'unknown' ? [notSure] : [];
  const findings = textFindings(deps, asked, null);
  if (conversation.kind === 'channel') {
    const own = found.sender === null ? found.own.length : 1;
    const senderId = found.sender?.id ?? null;
    return generalDiagnosis({ ...asked, findings }, { mayChoose: own > 0, senderId, notes: [inPrivate] });
  }
  if (found.sender === null) {
    const removed = found.gone === null ? [] : [goneNote(found.gone.name)];
    const about = { mayChoose: found.own.length > 0, senderId: null, notes: [...removed, ...notes] };
    return generalDiagnosis({ ...asked, findings }, about);
  }
  return lookAt(deps, actor.id, found, asked);
}

const notSure =
  'Sendpass could not check in time whether you are an approver, so it looked among your own senders only.';
const goneNote = (name: string): string =>
  `${name} was removed: nothing of it works any more. To send again, ask for a new one.`;
const inPrivate =
  'What Sendpass sees about a sender is not shown in a channel: its owners and approvers get it in private.';

/** How it was found; null when it was chosen. `named`: the text names it, or a person does; else it is a guess. */
export type About = { sender: Sender; by: string | null; named: boolean };

/** Looks now and says what it saw. That the reader may see it was checked before. */
export async function lookAt(deps: ChatDeps, readerId: string, about: About, asked: Asked): Promise<View> {
  const { problem, clues } = asked;
  const hints = { appIds: clues?.appIds ?? [], from: problem.from };
  const subject = await deps.transact((repos) => subjectOf(repos.senders, about.sender, hints));
  const seen = await look(lookDepsOf(deps), subject, problem.checks);
  const findings = [...textFindings(deps, asked, subject), ...seen];
  deps.logger.info({ senderId: about.sender.id, problem: problem.id }, 'diagnosed');
  return deps.transact((repos) => diagnosisView(repos, deps, { ...asked, ...about, subject, findings, readerId }));
}

function textFindings(deps: ChatDeps, { clues, problem }: Asked, subject: Subject | null): Finding[] {
  if (clues === null) return [];
  const endpoint = (id: (typeof relayIds)[number]) => deps.mailRelay.endpoint(id);
  const own = subject === null ? null : endpoint(subject.relay.id);
  const against: Against = { subject, own, all: relayIds.map(endpoint) };
  return lookAtText(clues, problem, against);
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

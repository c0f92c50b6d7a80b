import type { Audit } from '../audit/port-audit.ts';
import { termsFor } from '../policy/terms.ts';
import { planFor, resourcesOf } from '../provisioning/plan.ts';
import type { PlanLine } from '../provisioning/plan-line.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { newId } from '../shared/ids.ts';
import { newCourse } from './course.ts';
import { expiryOf, judgedBy } from './draft.ts';
import type { DraftDeps } from './draft.ts';
import { openLimitErrors } from './open-limit.ts';
import type { Requests } from './port-requests.ts';
import { notThere, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { MailRequest, Verdict } from './request.ts';
import { whyNoRestart } from './why-no-restart.ts';

type Repos = { requests: Requests; senders: Senders; audit: Audit };
type Input = { senderId: string; actorId: string; /** For whoever decides. */ why: string };

/**
 * Asks that a stopped or retired sender starts again. Nothing changes until it is approved; then it gets a new secret. That the actor may ask (owner
 * or approver) was checked before the transaction.
 */
export async function submitRestart(
  repos: Repos,
  { senderId, actorId, why }: Input,
  deps: Pick<DraftDeps, 'clock' | 'policy' | 'vault'>,
): Promise<{ ok: true; request: MailRequest } | Refusal> {
  const now = deps.clock.now();
  const sender = await repos.senders.get(senderId);
  if (!sender) return notThere;
  const refused = await whyNoRestart(repos, sender, now);
  if (refused !== null) return refusal('cannot-move', refused);
  if (await repos.requests.pendingFor(senderId))
    return refusal('cannot-move', 'That is asked for already and waits for a decision.');
  const [tooMany] = await openLimitErrors(repos.requests, actorId, deps);
  if (tooMany) return refusal('cannot-move', tooMany.message);
  const { desired } = sender;
  const verdicts = [whyOf(why), ...(await stoppedBy(repos, senderId))];
  const request: MailRequest = {
    id: newId(),
    senderId,
    kind: 'restart',
    state: 'pending',
    version: 1,
    desired,
    desiredHash: sender.desiredHash,
    plan: planOf(sender, deps.vault.name),
    verdicts,
    // What a person ended no rule begins again.
    terms: { ...termsFor(deps.policy, judgedBy('restart', desired, verdicts)), autoApprovedBy: null },
    course: newCourse(now),
    move: null,
    submittedBy: actorId,
    editedBy: [],
    submittedAt: now,
    expiresAt: expiryOf(now, deps.policy),
    decision: null,
  };
  await repos.requests.insert(request);
  await repos.audit.append({
    type: 'request-submitted',
    actor: actorId,
    subject: `request:${request.id}`,
    data: { kind: request.kind, sender: senderId, version: 1, desiredHash: request.desiredHash },
  });
  return { ok: true, request };
}

/** Of a stopped one all but the secret stands; of a retired one nothing does. */
function planOf(sender: Sender, vaultName: string): PlanLine[] {
  if (sender.state === 'retired') return planFor(sender.desired, {}, vaultName);
  const standing = resourcesOf(sender.desired).filter((kind) => kind !== 'secret' && kind !== 'principal');
  return planFor(sender.desired, Object.fromEntries(standing.map((kind) => [kind, 'present'])), vaultName).map(
    (line) => {
      if (line.change === 'keep') return { ...line, note: 'stands already' };
      return line.kind === 'principal' ? { ...line, note: 'stands already, disabled; is enabled again' } : line;
    },
  );
}

const whyOf = (why: string): Verdict => ({ result: 'ok', text: `Why it should start again: ${why}` });

/** Whoever decides has to know that somebody stopped it on purpose. */
async function stoppedBy({ senders }: Pick<Repos, 'senders'>, senderId: string): Promise<Verdict[]> {
  const stop = await senders.stop(senderId);
  if (!stop) return [];
  const at = stop.at.toISOString().slice(0, 16).replace('T', ' ');
  return [{ result: 'attention', text: `It was stopped on ${at} UTC. Its secrets are removed; it gets a new one.` }];
}

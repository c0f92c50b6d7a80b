import { Duration } from 'luxon';
import type { People } from '../people/port-people.ts';
import type { Person } from '../people/person.ts';
import type { Policy } from '../policy/policy.ts';
import { termsFor } from '../policy/terms.ts';
import type { Judged } from '../policy/terms.ts';
import { hashOf, planFor } from '../provisioning/plan.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Clock } from '../shared/clock.ts';
import { checkForm } from './check-form.ts';
import type { FieldError, RequestForm } from './form.ts';
import type { FormFacts } from './gather-facts.ts';
import { lookUpTaken } from './look-up-taken.ts';
import type { Desired } from '../senders/sender.ts';
import type { MailRequest, Verdict } from './request.ts';

export type DraftInput = { form: RequestForm; facts: FormFacts; actor: Pick<Person, 'id'> };
export type DraftDeps = { clock: Pick<Clock, 'now'>; policy: Policy; tenantId: string; vault: { name: string } };

/** The part of a request that comes from its form: new with every version. */
export type Draft = Pick<MailRequest, 'desired' | 'desiredHash' | 'plan' | 'verdicts' | 'expiresAt' | 'terms'>;

export type DraftRepos = { senders: Pick<Senders, 'findLiving' | 'claim'>; people: Pick<People, 'get'> };

/** Until when a request of now may be decided. */
export const expiryOf = (now: Date, { pendingExpiry }: Pick<Policy, 'pendingExpiry'>): Date =>
  new Date(now.getTime() + Duration.fromISO(pendingExpiry).toMillis());

/** Checks the form against what is ours and what was gathered, and says what would be made. `senderId` = the sender it is for. */
export async function draft(
  repos: DraftRepos,
  { form, facts, actor }: DraftInput,
  senderId: string,
  deps: DraftDeps,
): Promise<{ ok: true; draft: Draft } | { ok: false; errors: FieldError[] }> {
  const { policy, tenantId } = deps;
  const now = deps.clock.now();
  const taken = await lookUpTaken(repos, form, senderId);
  const checked = checkForm({ form, facts, taken, policy, actorId: actor.id, tenantId, now });
  if (!checked.ok) return checked;
  const { desired, verdicts } = checked;
  return {
    ok: true,
    draft: {
      desired,
      desiredHash: hashOf(desired),
      plan: planFor(desired, {}, deps.vault.name),
      verdicts,
      terms: termsFor(policy, judgedBy('new-sender', desired, verdicts)),
      expiresAt: expiryOf(now, policy),
    },
  };
}

/** What the rules of the policy look at, for a request of any kind. */
export const judgedBy = (
  kind: MailRequest['kind'],
  { perHour, perDay, recipients, relay }: Desired,
  verdicts: readonly Verdict[],
): Judged => ({
  kind,
  perHour,
  perDay,
  recipients,
  relay,
  impersonationRisk: verdicts.some((each) => each.risk === 'impersonation'),
  allChecked: verdicts.every((each) => each.result === 'ok'),
});

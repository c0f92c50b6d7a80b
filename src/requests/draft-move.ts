import type { Person } from '../people/person.ts';
import { hashOf, madeKinds, planFor, removalPlan } from '../provisioning/plan.ts';
import type { PlanLine } from '../provisioning/plan-line.ts';
import { termsFor } from '../policy/terms.ts';
import { relays } from '../relays/relays.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Desired, Sender } from '../senders/sender.ts';
import { checkForm } from './check-form.ts';
import { expiryOf, judgedBy } from './draft.ts';
import type { Draft, DraftDeps, DraftRepos } from './draft.ts';
import type { FieldError } from './form.ts';
import type { FormFacts } from './gather-facts.ts';
import { lookUpTaken } from './look-up-taken.ts';
import type { MoveForm } from './move-form.ts';
import type { Verdict } from './request.ts';

export type MoveInput = MoveForm & { facts: FormFacts; actor: Pick<Person, 'id'> };

/**
 * The same checks as a new sender's, for the route it moves to; the plan names what is made beside, and what goes at the end. Whose it is and
 * what it is for stays the sender's.
 */
export async function draftMove(
  repos: DraftRepos & { senders: Pick<Senders, 'route' | 'steps'> },
  { form, facts, actor }: MoveInput,
  sender: Sender,
  deps: DraftDeps,
): Promise<{ ok: true; draft: Draft } | { ok: false; errors: FieldError[] }> {
  const now = deps.clock.now();
  const taken = await lookUpTaken(repos, form, sender.id);
  const checked = checkForm({ ...deps, form, facts, taken, actorId: actor.id, now });
  if (!checked.ok) return { ok: false, errors: checked.errors.map(onField) };
  const { appName, purpose, owners, onBehalfOf } = sender.desired;
  const desired: Desired = { ...checked.desired, appName, purpose, owners, onBehalfOf };
  return {
    ok: true,
    draft: {
      desired,
      desiredHash: hashOf(desired),
      terms: termsFor(deps.policy, judgedBy('migrate', desired, checked.verdicts)),
      plan: [...planFor(desired, {}, deps.vault.name), ...(await goesAtTheEnd(repos.senders, sender, deps))],
      verdicts: [...endOf(desired), ...checked.verdicts],
      expiresAt: expiryOf(now, deps.policy),
    },
  };
}

/** This form has no field for the relay: what the relay cannot carry is said where it can be changed. */
const onField = (error: FieldError): FieldError => (error.field === 'relay' ? { ...error, field: 'perDay' } : error);

async function goesAtTheEnd(
  senders: Pick<Senders, 'route' | 'steps'>,
  sender: Sender,
  { vault }: DraftDeps,
): Promise<PlanLine[]> {
  const main = await senders.route(sender.id);
  const made = main ? madeKinds(await senders.steps(main.id)) : [];
  return removalPlan(sender.desired, made, vault.name).filter((line) => line.change === 'remove');
}

/** Nobody should move to what the vendor ends without knowing it. */
function endOf(desired: Desired): Verdict[] {
  const { ends } = relays[desired.relay];
  return ends === null ? [] : [{ result: 'attention', text: ends.notice }];
}

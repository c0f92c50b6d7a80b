import { clientProfiles } from '../../clients/client-profiles.ts';
import { concerned } from '../../people/own-request.ts';
import { countApprovers } from '../../policy/count-approvers.ts';
import { ifStolen } from '../../provisioning/plan.ts';
import { secretEnd } from '../../provisioning/secret-end.ts';
import { whyOf } from '../../relays/propose-relay.ts';
import { relays } from '../../relays/relays.ts';
import { decidersOf, stageNow, stagesOf } from '../../requests/course.ts';
import type { MailRequest, Move } from '../../requests/request.ts';
import type { Desired } from '../../senders/sender.ts';
import type { ViewDeps } from '../deps.ts';
import { nameOf, namesOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { Outcome, RequestFacts } from '../view.ts';
import { approvalFacts } from './approval-facts.ts';

/** A request as cards show it: names instead of ids, and what follows from policy and relay. */
export async function requestFacts(
  repos: Pick<Repos, 'people'>,
  request: MailRequest,
  deps: Pick<ViewDeps, 'policy'>,
): Promise<RequestFacts> {
  const { desired } = request;
  const stages = stagesOf(request, deps.policy.approvers);
  const stage = stages[stageNow(request, stages)] ?? stages.at(-1);
  const voted = request.course.votes.map((vote) => vote.by);
  const count = stage && countApprovers({ approvers: decidersOf(request, stage) }, [...concerned(request), ...voted]);
  const approval = await approvalFacts(repos, request, deps);
  return {
    requestId: request.id,
    version: request.version,
    appName: desired.appName,
    address: `${desired.localPart}@${desired.domain}`,
    displayName: desired.displayName,
    purpose: desired.purpose,
    askedBy: await nameOf(repos, request.submittedBy),
    onBehalfOf: await beneficiary(repos, desired.onBehalfOf),
    secondOwners: await namesOf(
      repos,
      desired.owners.filter((id) => id !== request.submittedBy),
    ),
    places: desired.places,
    client: clientProfiles[desired.client].title,
    recipients: desired.recipients,
    perHour: desired.perHour,
    perDay: desired.perDay,
    relayLine: whyOf(desired.relay, desired),
    secretEndsAt: secretEnd(request.submittedAt, desired.lifetime, deps.policy.timeZone),
    lifetime: desired.lifetime,
    delivery: desired.delivery,
    plan: request.plan,
    verdicts: request.verdicts,
    ifStolen: ifStolen(desired),
    expiresAt: request.expiresAt,
    submittedAt: request.submittedAt,
    approval,
    approverCount: count?.all ?? null,
    mayDecideCount: count?.mayDecide ?? null,
    ...(request.kind === 'restart' ? { again: true } : {}),
    ...(request.move === null ? {} : { move: moveFacts(request.move, desired) }),
  };
}

const moveFacts = ({ why, from }: Move, { relay }: Desired): NonNullable<RequestFacts['move']> => ({
  from: relays[from.relay].title,
  fromAddress: from.address,
  to: relays[relay].title,
  why,
});

/** A person picked from the list, or words such as "team Billing". */
async function beneficiary(repos: Pick<Repos, 'people'>, onBehalfOf: string | null): Promise<string | null> {
  if (onBehalfOf === null) return null;
  return (await repos.people.get(onBehalfOf))?.name ?? onBehalfOf;
}

/** What became of it, by whom and when. Withdrawn has no decision: the audit log knows. */
export async function outcomeOf(repos: Pick<Repos, 'people' | 'audit'>, request: MailRequest): Promise<Outcome> {
  switch (request.state) {
    case 'pending':
      return { state: 'pending' };
    case 'expired':
      return { state: 'expired', at: request.expiresAt };
    case 'withdrawn': {
      const events = await repos.audit.list({ subject: `request:${request.id}` });
      const event = events.findLast((each) => each.type === 'request-withdrawn');
      const by = await nameOf(repos, event?.actor ?? request.submittedBy);
      return { state: 'withdrawn', deed: { by, at: event?.at ?? request.submittedAt } };
    }
    case 'approved':
    case 'denied': {
      const { decision } = request;
      const by = decision ? await nameOf(repos, decision.by) : 'somebody';
      const at = decision?.at ?? request.submittedAt;
      return { state: request.state, deed: { by, at }, reason: decision?.reason ?? null };
    }
  }
}

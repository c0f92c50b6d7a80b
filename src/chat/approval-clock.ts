import { membersOf } from '../policy/members-of.ts';
import { concerned } from '../people/own-request.ts';
import type { PeopleGroup } from '../policy/policy.ts';
import { escalate, escalationsDue } from '../requests/escalate.ts';
import { heldUntilNow, releaseHeld } from '../requests/release-held.ts';
import { remind } from '../requests/remind.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { ChatDeps } from './deps.ts';
import { approvalsChannel, personalChat, reachOf } from './destinations.ts';
import { ensure, refreshRequest, showAll } from './refresh-cards.ts';
import type { Repos } from './repos.ts';

/** So many people get a card of their own; a large group is reached by its channel. */
const mostPeople = 20;

/**
 * Job: what time does to requests that wait. Freezes that are over, silence that is escalated, the one reminder. Each request in a transaction of its own, so that
 * one whose sender moved on does not keep the others waiting; what went wrong is tried again at the next round.
 */
export async function approvalClock(deps: ChatDeps): Promise<void> {
  for (const { id } of await deps.transact((repos) => heldUntilNow(repos, deps.clock.now())))
    await each(deps, id, async (repos) => {
      if (await releaseHeld(repos, id, deps)) await refreshRequest(repos, id);
    });
  for (const { request, to } of await deps.transact((repos) => escalationsDue(repos, deps.clock.now()))) {
    // Asked before the transaction; where the directory does not answer the named people are told, and everybody sees it on the card.
    const people = (await membersOf(to, deps.directory)).people.slice(0, mostPeople);
    await each(deps, request.id, (repos) => escalateTo(repos, request.id, people, deps.clock.now()));
  }
  await deps.transact((repos) => postReminder(repos, deps));
}

async function each(deps: ChatDeps, requestId: string, work: (repos: Repos) => Promise<void>): Promise<void> {
  try {
    await deps.transact(work);
  } catch (thrown) {
    deps.logger.warn({ request: requestId, code: asSendpassError(thrown).code }, 'a request could not be moved on');
  }
}

/** The card with its buttons goes into each one's own chat: they may not be in the channel. */
async function escalateTo(repos: Repos, requestId: string, people: readonly string[], now: Date): Promise<void> {
  const escalated = await escalate(repos, requestId, now);
  if (!escalated) return;
  const own = concerned(escalated).map((id) => id.toLowerCase());
  for (const personId of people)
    if (!own.includes(personId.toLowerCase()))
      await ensure(
        repos,
        { about: 'request', requestId, show: 'decide' },
        await personalChat(repos, personId),
        personId,
      );
  await refreshRequest(repos, requestId);
}

/** One message in the approvals channel; where there is none that can be written to, one for each approver that was seen. */
async function postReminder(repos: Repos, deps: ChatDeps): Promise<void> {
  const reminder = await remind(repos, deps);
  if (!reminder) return;
  const matter = { about: 'reminder', ...reminder, show: 'reminder' } as const;
  const channel = await approvalsChannel(repos);
  if (channel && reachOf(channel) === 'ok') return showAll(repos, [await ensure(repos, matter, channel, null)]);
  for (const { id } of (await repos.approvers.list()).slice(0, mostPeople))
    await showAll(repos, [await ensure(repos, matter, await personalChat(repos, id), id)]);
}

/** Everybody the policy lets decide something, in whatever stage. */
export function everyApprover({ approvers, approval }: ChatDeps['policy']): PeopleGroup[] {
  const stages = [...(approval.stages ?? []), ...approval.rules.flatMap((rule) => rule.stages ?? [])];
  return [
    ...approvers,
    ...stages.flatMap((stage) => stage.approvers),
    ...approval.escalation.flatMap((escalation) => escalation.to),
  ];
}

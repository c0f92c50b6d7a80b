import type { Audit } from '../audit/port-audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Settings } from '../shared/port-settings.ts';
import type { KnownApprovers } from './port-approvers.ts';
import type { Policy } from './policy.ts';
import { lastsMs } from './terms.ts';

type Repos = { approvers: KnownApprovers; settings: Settings; audit: Audit };
type Deps = { clock: Pick<Clock, 'now'>; policy: Pick<Policy, 'approval'> };

/** Before everything: an approver of the first day was always one. */
const always = new Date(0);

/**
 * Notes that this person is an approver, at the first sight, and says from when on they may decide; null = now.
 *
 * On the first day of an installation nobody is new: who is an approver then was named by whoever set it up, and a bot that locks all of them out for a day
 * would be switched off. The day begins with the first look and lasts as long as the wait itself, because members of a group are seen one by one, when
 * they click or the directory is read. It errs towards trust on that day only; everybody who comes later waits.
 *
 * `linkedSince`: since when the account they act by speaks for them; null = they act by their own. An account that was linked a moment ago may be
 * somebody else's work, and the person is told of the link: the same wait gives them time to say so.
 */
export async function seeApprover(
  repos: Repos,
  personId: string,
  { clock, policy }: Deps,
  linkedSince: Date | null = null,
): Promise<Date | null> {
  const now = clock.now();
  const id = personId.toLowerCase();
  const waitMs = lastsMs(policy.approval.newApproverWaits);
  const firstDayEnds = (await firstLook(repos, now)).getTime() + waitMs;
  let known = await repos.approvers.get(id);
  if (!known) {
    const isFirstDay = now.getTime() < firstDayEnds;
    known = { id, since: isFirstDay ? always : now };
    await repos.approvers.add(known);
    await repos.audit.append({
      type: 'approver-seen',
      actor: 'sendpass',
      subject: `person:${id}`,
      data: { since: known.since.toISOString(), firstDay: isFirstDay },
    });
  }
  const linkIsNew = linkedSince !== null && linkedSince.getTime() >= firstDayEnds;
  const since = Math.max(known.since.getTime(), linkIsNew ? linkedSince.getTime() : 0);
  const from = new Date(since + waitMs);
  return from <= now ? null : from;
}

/** When this installation first looked at approvers; noted by that look. */
async function firstLook({ settings }: Pick<Repos, 'settings'>, now: Date): Promise<Date> {
  const noted = await settings.get('approvers-since');
  if (noted) return new Date(noted.value);
  await settings.set('approvers-since', now.toISOString());
  return now;
}

/**
 * What the directory says now: new ones are seen, so that their time runs from about when they joined; those who are gone are forgotten, so that somebody who
 * comes back is new. `complete` false = a group could not be read: then nobody is forgotten, since nobody knows.
 */
export async function seeApprovers(
  repos: Repos,
  { people, complete }: { people: readonly string[]; complete: boolean },
  deps: Deps,
): Promise<void> {
  for (const id of people) await seeApprover(repos, id, deps);
  if (!complete) return;
  const now = new Set(people.map((id) => id.toLowerCase()));
  for (const { id } of await repos.approvers.list()) if (!now.has(id)) await repos.approvers.forget(id);
}

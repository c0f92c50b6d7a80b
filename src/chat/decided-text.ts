import type { PeopleGroup } from '../policy/policy.ts';
import { relays } from '../relays/relays.ts';
import { stageNow, stagesOf, votesIn } from '../requests/course.ts';
import type { Decided } from '../requests/decide.ts';
import { at } from '../requests/refusal.ts';

/** What whoever approved is told, at once and privately. */
export function decidedText({ how, request }: Decided, approvers: PeopleGroup[]): string {
  const { appName } = request.desired;
  switch (how) {
    case 'approved':
      return request.move === null
        ? `Approved. ${appName} is being set up.`
        : `Approved. ${relays[request.desired.relay].title} is being set up for ${appName}, beside what it sends by now.`;
    case 'denied':
      return 'Denied. Whoever asked sees your reason.';
    case 'held': {
      const { held } = request.course;
      return held === null
        ? 'Approved.'
        : `Approved. It takes effect on ${at(new Date(held.until))}, after the freeze "${held.freeze}".`;
    }
    case 'counted': {
      const stages = stagesOf(request, approvers);
      const now = stageNow(request, stages);
      const missing = (stages[now]?.quorum ?? 0) - votesIn(request, now).length;
      return `Your approval counts. ${missing} more of "${stages[now]?.name ?? ''}" ${missing === 1 ? 'has' : 'have'} to approve.`;
    }
  }
}

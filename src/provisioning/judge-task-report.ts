import { judgeReport, readReport } from '../relays/exchange-report.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { exchangeWishOf } from './exchange-wish-of.ts';
import type { Task } from './task.ts';

/**
 * What the administrator's script printed, held against what was wanted. Says the most important thing that is wrong, in words for whoever ran it;
 * null when all is as it should be, or nothing was pasted: then the log-in decides.
 */
export async function judgeTaskReport(
  repos: Pick<ConvergeRepos, 'senders'>,
  { task, pasted, tenantId }: { task: Task; pasted: string; tenantId: string },
): Promise<string | null> {
  if (pasted.trim() === '') return null;
  const read = readReport(pasted);
  if (!read.ok) return read.why;
  const about = await routeOf(repos, task);
  if (!about) return 'This sender needs nothing in Exchange any more.';
  const { route, appId, objectId, appRegistrationObjectId } = about;
  const named = { id: route.senderId, generation: route.generation };
  const wish = exchangeWishOf({ desired: route.desired, named, tenantId, appId, objectId });
  const [worst] = judgeReport(wish, read.report, { appRegistrationObjectId });
  return worst ? `${worst.says} ${worst.fix}` : null;
}

/** The route that asked: its step keeps the code of what it waits for. */
async function routeOf({ senders }: Pick<ConvergeRepos, 'senders'>, task: Task) {
  for (const route of await senders.routes(task.senderId)) {
    const steps = await senders.steps(route.id);
    const fact = (kind: string, name: string) => steps.find((step) => step.kind === kind)?.facts[name];
    const appId = fact('application', 'appId');
    const objectId = fact('principal', 'principalId');
    const asked = steps.some((step) => step.facts['asked'] === task.code);
    if (asked && appId !== undefined && objectId !== undefined)
      return {
        route,
        appId,
        objectId,
        appRegistrationObjectId: steps.find((step) => step.kind === 'application')?.externalId ?? null,
      };
  }
  return undefined;
}

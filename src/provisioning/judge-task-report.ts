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

/** The route that asked, with what Exchange knows it by. */
async function routeOf({ senders }: Pick<ConvergeRepos, 'senders'>, { senderId, generation }: Task) {
  const route = (await senders.routes(senderId)).find((each) => each.generation === generation);
  if (!route) return undefined;
  const steps = await senders.steps(route.id);
  const step = (kind: string) => steps.find((each) => each.kind === kind);
  const appId = step('application')?.facts['appId'];
  const objectId = step('principal')?.facts['principalId'];
  if (appId === undefined || objectId === undefined) return undefined;
  return { route, appId, objectId, appRegistrationObjectId: step('application')?.externalId ?? null };
}

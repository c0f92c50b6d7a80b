import type { ViewDeps } from '../deps.ts';
import { movedTo } from '../destinations.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { outcomeOf, requestFacts } from './request-facts.ts';

/** The card of the approvals channel: pending, and afterwards the same minus its buttons plus the outcome. */
export async function decideView(
  repos: Pick<Repos, 'requests' | 'people' | 'audit' | 'conversations' | 'settings'>,
  requestId: string,
  conversationId: string,
  deps: ViewDeps,
): Promise<View | null> {
  const request = await repos.requests.get(requestId);
  if (!request) return null;
  const facts = await requestFacts(repos, request, deps);
  const moved = request.state === 'pending' ? await movedTo(repos, conversationId) : {};
  return { view: 'decide', request: facts, outcome: await outcomeOf(repos, request), ...moved };
}

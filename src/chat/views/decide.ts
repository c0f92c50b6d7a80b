import type { ViewDeps } from '../deps.ts';
import { movedTo } from '../destinations.ts';
import type { Card } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { outcomeOf, requestFacts } from './request-facts.ts';

/** The card of the approvals channel: pending, and afterwards the same minus its buttons plus the outcome. */
export async function decideView(
  repos: Pick<Repos, 'requests' | 'people' | 'audit' | 'conversations' | 'settings'>,
  requestId: string,
  card: Pick<Card, 'conversationId' | 'readerId'>,
  deps: ViewDeps,
): Promise<View | null> {
  const request = await repos.requests.get(requestId);
  if (!request) return null;
  const facts = await requestFacts(repos, request, deps);
  // In a person's own chat it lies because it was escalated to them: there it stays.
  const inChannel = request.state === 'pending' && card.readerId === null;
  const moved = inChannel ? await movedTo(repos, card.conversationId) : {};
  return { view: 'decide', request: facts, outcome: await outcomeOf(repos, request), ...moved };
}

import type { Sender } from '../senders/sender.ts';
import { approvalsChannel, personalChat } from './destinations.ts';
import type { Card, CardMatter, Conversation } from './port-chat-store.ts';
import type { Repos as AllRepos } from './repos.ts';
import { tellsOwners } from './views/stopped.ts';

/** What showing needs: less than everything, so that a job of another room can offer it. */
export type ShowRepos = Pick<
  AllRepos,
  'senders' | 'requests' | 'tasks' | 'conversations' | 'settings' | 'cards' | 'jobs'
>;
type Repos = ShowRepos;

/**
 * Makes every card of a matter show the present state: missing ones are noted, then a job for each. Call it in the transaction that
 * changed the state; many calls within a second become one update.
 */
export async function refreshRequest(repos: Repos, requestId: string): Promise<void> {
  const request = await repos.requests.get(requestId);
  if (!request) return;
  const channel = await approvalsChannel(repos);
  // A decided request keeps its card where it is and gets no new one in a channel chosen later.
  // One that a rule approved at once still comes there: those who would have decided see what is made.
  const isByRule = request.decision?.by === 'sendpass' && request.state === 'approved';
  if (channel && (request.state === 'pending' || isByRule))
    await ensure(repos, { about: 'request', requestId, show: 'decide' }, channel, null);
  for (const about of ['request', 'question', 'nudge'] as const)
    await showAll(repos, await repos.cards.byMatter(about, requestId));
  await refreshReminder(repos);
  await refreshSender(repos, request.senderId);
}

/** Only the last one: those before it are history, and nobody scrolls up to them. */
async function refreshReminder(repos: Repos): Promise<void> {
  const last = await repos.settings.get('reminded');
  if (last) await showAll(repos, await repos.cards.byMatter('reminder', last.value));
}

const atMost = 200;

/** After the approvals channel was chosen, lost or got back: all that waits in it, and what owners are told meanwhile. */
export async function refreshWaiting(repos: Repos): Promise<void> {
  for (const { id } of await repos.requests.listByState('pending', atMost)) await refreshRequest(repos, id);
  for (const id of await repos.tasks.waiting()) await refreshSender(repos, id);
}

/** Nothing can be written there any more. Of the approvals channel that is said to everybody whose request waits. */
export async function markUnreachable(repos: Repos, conversationId: string): Promise<void> {
  const known = await repos.conversations.get(conversationId);
  await repos.conversations.setState(conversationId, 'unreachable');
  const isChannel = (await approvalsChannel(repos))?.id === conversationId;
  // Only at the first failure: each card that cannot be delivered comes by here.
  if (isChannel && known?.state === 'ok') await refreshWaiting(repos);
}

/** A post was taken there, so it can be written to, whatever was known: what could not be delivered comes now. */
export async function markReachable(repos: Repos, { id, state, personId }: Conversation): Promise<void> {
  if (state === 'ok') return;
  await repos.conversations.setState(id, 'ok');
  if (personId !== null)
    for (const sender of await repos.senders.listByOwner(personId)) await refreshSender(repos, sender.id);
  if ((await approvalsChannel(repos))?.id === id) await refreshWaiting(repos);
}

/** Progress cards of a sender (whoever asked at once, co-owners once it is proven) and the cards of its tasks. */
export async function refreshSender(repos: Repos, senderId: string): Promise<void> {
  const sender = await repos.senders.get(senderId);
  if (!sender) return;
  for (const personId of readersOf(sender)) {
    const chat = await personalChat(repos, personId);
    await ensureOnce(repos, { about: 'sender', senderId, show: 'progress' }, chat, personId);
  }
  await showAll(repos, await repos.cards.byMatter('sender', senderId));
  await refreshTasks(repos, senderId);
  await refreshStopped(repos, sender);
}

const readersOf = (sender: Sender): string[] => (sender.provenAt ? sender.owners : sender.owners.slice(0, 1));

/** A message of its own to each owner: a card that changes somewhere above is seen by nobody. */
async function refreshStopped(repos: Repos, sender: Sender): Promise<void> {
  for (const task of await repos.tasks.list(sender.id)) {
    if (!tellsOwners(task)) continue;
    const matter: CardMatter = { about: 'stopped', senderId: sender.id, taskId: task.id, show: 'stopped' };
    for (const personId of readersOf(sender))
      await ensure(repos, matter, await personalChat(repos, personId), personId);
  }
  await showAll(repos, await repos.cards.byMatter('stopped', sender.id));
}

/** A task is for whoever runs the cloud: it goes to the approvals channel. */
async function refreshTasks(repos: Repos, senderId: string): Promise<void> {
  const channel = await approvalsChannel(repos);
  for (const task of await repos.tasks.list(senderId)) {
    const matter: CardMatter = { about: 'task', taskId: task.id, show: 'task' };
    if (channel && task.state !== 'done') await ensure(repos, matter, channel, null);
    await showAll(repos, await repos.cards.byMatter('task', task.id));
  }
}

export const ensure = (
  repos: Repos,
  matter: CardMatter,
  conversation: Conversation,
  readerId: string | null,
): Promise<Card> => repos.cards.ensure({ matter, conversationId: conversation.id, readerId });

/** One card per matter and person, even after the person's chat got another row (opened, app installed again). */
async function ensureOnce(
  repos: Repos,
  matter: CardMatter & { about: 'sender' },
  chat: Conversation,
  readerId: string,
) {
  const cards = await repos.cards.byMatter('sender', matter.senderId);
  if (!cards.some((card) => card.readerId === readerId)) await ensure(repos, matter, chat, readerId);
}

/** Each waits for its turn in its conversation; one job per conversation shows them one after the other. */
export async function showAll(repos: Pick<Repos, 'jobs' | 'cards'>, cards: Card[], afterMs = 0): Promise<void> {
  await repos.cards.want(cards.map(({ id }) => id));
  for (const { conversationId } of cards) await showConversation(repos, conversationId, afterMs);
}

export const showConversation = ({ jobs }: Pick<Repos, 'jobs'>, conversationId: string, afterMs = 0): Promise<void> =>
  jobs.enqueue({ name: 'show-card', key: conversationId, data: { conversationId } }, afterMs);

import { newRevealToken, revealWindowEnd } from '../../credentials/reveal.ts';
import { planFor } from '../../provisioning/plan.ts';
import { shownProof } from '../../provisioning/proofs/shown-proof.ts';
import { relays } from '../../relays/relays.ts';
import type { Credential, Desired, Sender, SenderState, Step } from '../../senders/sender.ts';
import { isFresh } from '../../shared/clock.ts';
import type { ViewDeps } from '../deps.ts';
import { approvalsChannel, reachOf } from '../destinations.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { Deed, View } from '../view.ts';
import { moveParts, timesShown, tokenToBe } from './move.ts';
import { outcomeOf, requestFacts } from './request-facts.ts';

type Progress = Extract<View, { view: 'progress' }>;

/** An owner's one private card. Its Reveal token is put in by `withRevealToken` when the card is really sent. */
export async function progressView(
  repos: Repos,
  senderId: string,
  readerId: string | null,
  deps: ViewDeps,
): Promise<View | null> {
  const sender = await repos.senders.get(senderId);
  const request = sender && (await repos.requests.get(sender.requestId));
  if (!sender || !request) return null;
  const route = await repos.senders.route(senderId);
  const steps = route ? await repos.senders.steps(route.id) : [];
  const credentials = route ? await repos.senders.credentials(route.id) : [];
  const current = credentials.findLast((credential) => credential.state === 'current' || credential.state === 'stored');
  const facts = await requestFacts(repos, request, deps);
  const reveal = { ...revealOf(sender, current, deps), count: await timesShown(repos, sender, current) };
  const isOwner = readerId !== null && sender.owners.includes(readerId);
  const mayReveal = isOwner && sender.state === 'ready' && !reveal.closed && sender.desired.delivery === 'reveal';
  const { host, port } = deps.mailRelay.endpoint(sender.desired.relay);
  return {
    view: 'progress',
    senderId,
    request: current ? { ...facts, secretEndsAt: current.endsAt } : facts,
    outcome: await outcomeOf(repos, request),
    state: shownState[sender.state],
    steps: inOrder(steps, sender.desired),
    ...(await nobodyAsked(repos, sender)),
    ...(await turnOf(repos, sender, steps, deps)),
    revealToken: mayReveal ? tokenToBe : null,
    reveal,
    provenAt: sender.provenAt,
    proof: shownProof(steps.find((each) => each.kind === 'log-in')),
    installed: await installedBy(repos, sender),
    testMail: await testMailOf(repos, senderId),
    endpoint: `${host}:${port}`,
    ...(await watchOf(repos, sender, deps)),
    mayAct: isOwner,
    ...endOf(sender),
    ...(await moveParts(repos, sender, readerId, deps)),
  };
}

/** What its vendor has announced, while the sender sends. */
function endOf({ desired, state }: Sender): Pick<Progress, 'ends'> {
  const { title, ends } = relays[desired.relay];
  return ends !== null && (state === 'ready' || state === 'stopped') ? { ends: { title, on: ends.on } } : {};
}

/**
 * Where the card's Reveal token is issued (a diagnosis in the owner's private chat issues one of its own): for the reader's own card, while there is something to reveal, at every showing. Those
 * before it stay good until used, because an update may not arrive.
 */
export async function withRevealToken(
  repos: Pick<Repos, 'reveals'>,
  view: View,
  readerId: string | null,
  now: Date,
): Promise<View> {
  if (view.view !== 'progress' || readerId === null) return view;
  const { senderId, move } = view;
  const issued = async (toBe: string | null): Promise<string | null> =>
    toBe === null ? null : newRevealToken(repos, { senderId, personId: readerId, now });
  return {
    ...view,
    revealToken: await issued(view.revealToken),
    ...(move ? { move: { ...move, revealToken: await issued(move.revealToken) } } : {}),
  };
}

const shownState: Record<SenderState, Progress['state']> = {
  requested: 'waiting-for-decision',
  'setting-up': 'setting-up',
  'needs-person': 'needs-person',
  ready: 'ready',
  stopped: 'stopped',
  removing: 'removing',
  cancelled: 'removed',
  retired: 'removed',
  closed: 'closed',
};

async function nobodyAsked(
  repos: Pick<Repos, 'conversations' | 'settings'>,
  sender: Sender,
): Promise<Pick<Progress, 'approvals'>> {
  if (sender.state !== 'requested') return {};
  const reach = reachOf(await approvalsChannel(repos));
  return reach === 'ok' ? {} : { approvals: reach };
}

/**
 * Errs towards waiting: some of the others may be between two looks and hold no place. Then this one begins within a second, and its
 * first step takes the sentence away.
 */
async function turnOf(
  repos: Pick<Repos, 'senders'>,
  sender: Sender,
  steps: Step[],
  { setUpAtOnce }: ViewDeps,
): Promise<Pick<Progress, 'turn'>> {
  const begun = steps.some((step) => step.state !== 'planned');
  if (sender.state !== 'setting-up' || begun || setUpAtOnce === undefined) return {};
  // This one is among them.
  const busy = await repos.senders.countByState(['setting-up', 'removing']);
  return busy <= setUpAtOnce ? {} : { turn: { atOnce: setUpAtOnce } };
}

/** As the relay lists them; several are made at the same time, and rows must not jump. */
function inOrder(steps: Step[], desired: Desired): Step[] {
  const order = relays[desired.relay].steps(desired);
  return steps.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function revealOf(sender: Sender, current: Credential | undefined, deps: ViewDeps): Progress['reveal'] {
  const windowEndsAt = revealWindowEnd(sender, deps.policy);
  return {
    count: sender.revealCount,
    windowEndsAt,
    closed: sender.installedAt !== null || (windowEndsAt !== null && windowEndsAt <= deps.clock.now()),
    vaultSecret: sender.desired.delivery === 'vault' && current ? `${deps.vault.name}/${current.vaultName}` : null,
  };
}

async function installedBy(repos: Pick<Repos, 'audit' | 'people'>, sender: Sender): Promise<Deed | null> {
  if (!sender.installedAt) return null;
  const events = await repos.audit.list({ subject: `sender:${sender.id}` });
  const event = events.findLast((each) => each.type === 'marked-installed' || each.type === 'sender-moved');
  return { by: event ? await nameOf(repos, event.actor) : 'somebody', at: sender.installedAt };
}

const clearedShownMs = 7 * 24 * 60 * 60_000;

/** Names of steps where a check is named like one; those that concern no step name themselves. */
async function watchOf(
  repos: Pick<Repos, 'watchResults'>,
  sender: Sender,
  { vault, clock }: ViewDeps,
): Promise<Pick<Progress, 'watch'>> {
  if (sender.state !== 'ready' && sender.state !== 'stopped') return {};
  const results = await repos.watchResults.of(sender.id);
  if (results.length === 0) return {};
  const plan = planFor(sender.desired, {}, vault.name);
  const whatOf = (check: string): string => plan.find((each) => each.kind === check)?.what ?? check;
  const now = clock.now().getTime();
  const unknown = results.filter((each) => each.result === 'unknown');
  const cleared = results.flatMap((each) =>
    each.cleared === null ? [] : [{ says: each.cleared.says, at: new Date(each.cleared.at) }],
  );
  return {
    watch: {
      unknown: unknown.map(({ check, says, since }) => ({ what: whatOf(check), says: says ?? '', since })),
      cleared: cleared.filter(({ at }) => isFresh(at.getTime(), now, clearedShownMs)),
    },
  };
}

async function testMailOf(repos: Pick<Repos, 'mailIntents'>, senderId: string): Promise<Progress['testMail']> {
  const mail = await repos.mailIntents.latest(senderId);
  if (!mail) return { state: 'none', at: null, to: null, reason: null };
  const state = mail.state === 'intended' ? 'waiting' : mail.state;
  return { state, at: mail.sentAt, to: mail.toAddress, reason: mail.reason };
}

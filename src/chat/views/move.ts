import { revealWindowEnd } from '../../credentials/reveal.ts';
import { moveTarget } from '../../policy/relay-domains.ts';
import { whyNoMove } from '../../provisioning/moves/why-no-move.ts';
import { shownProof } from '../../provisioning/proofs/shown-proof.ts';
import { relays } from '../../relays/relays.ts';
import type { MailRequest } from '../../requests/request.ts';
import type { Credential, Route, Sender } from '../../senders/sender.ts';
import type { ViewDeps } from '../deps.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import type { MovedPlace, ProgressMove } from '../view-move.ts';
import { outcomeOf } from './request-facts.ts';

type Progress = Extract<View, { view: 'progress' }>;

// Stands where a token will be: a view that is compared and not sent must not leave tokens behind.
export const tokenToBe = 'issued-when-shown';

/** What the owner's card says about a move: one that is asked for, under way or being cleared up; else whether one may be asked for. */
export async function moveParts(
  repos: Repos,
  sender: Sender,
  readerId: string | null,
  deps: ViewDeps,
): Promise<Pick<Progress, 'move' | 'mayMoveTo' | 'notMoved'>> {
  if (sender.wanted === 'absent' || sender.provenAt === null) return {};
  const about = { sender, readerId, deps };
  const [beside] = (await repos.senders.routes(sender.id)).filter((each) => each.role !== 'main');
  if (beside) return { move: await underWay(repos, about, beside) };
  const asked = await repos.requests.latestMove(sender.id);
  if (asked?.state === 'pending') return { move: await askedFor(repos, about, asked) };
  const to = moveTarget(deps.policy, sender.desired.relay);
  const may = to !== null && (await whyNoMove(repos, sender)) === null;
  return { ...(await notMoved(repos, asked, deps)), ...(may ? { mayMoveTo: relays[to].title } : {}) };
}

const toldMs = 30 * 24 * 60 * 60_000;

/** Denied or expired: whoever asked has to know, and why; for a month, or until it is asked for anew. */
async function notMoved(
  repos: Repos,
  asked: MailRequest | undefined,
  { clock }: Pick<ViewDeps, 'clock'>,
): Promise<Pick<Progress, 'notMoved'>> {
  if (asked?.state !== 'denied' && asked?.state !== 'expired') return {};
  const at = asked.decision?.at ?? asked.expiresAt;
  if (clock.now().getTime() - at.getTime() > toldMs) return {};
  return { notMoved: { to: relays[asked.desired.relay].title, outcome: await outcomeOf(repos, asked) } };
}

type About = { sender: Sender; readerId: string | null; deps: ViewDeps };

async function askedFor(repos: Repos, about: About, request: MailRequest): Promise<ProgressMove> {
  const { id, version, expiresAt, move, submittedBy, desired } = request;
  return {
    ...(await shownRoute(repos, about, { desired, credential: undefined })),
    from: relays[about.sender.desired.relay].title,
    state: 'asked',
    request: { requestId: id, version, why: move?.why ?? '', expiresAt, mayChange: submittedBy === about.readerId },
    steps: [],
    proof: null,
  };
}

async function underWay(repos: Repos, about: About, route: Route): Promise<ProgressMove> {
  const steps = await repos.senders.steps(route.id);
  const order = relays[route.relay].steps(route.desired);
  const credentials = await repos.senders.credentials(route.id);
  const credential = credentials.findLast((each) => each.state === 'current');
  const logIn = steps.find((each) => each.kind === 'log-in');
  const provenAt = logIn?.doneAt ?? null;
  const wasMain = route.role === 'former';
  const other = wasMain ? route.relay : about.sender.desired.relay;
  const shown = await shownRoute(repos, about, { desired: route.desired, credential, route, provenAt });
  return {
    ...shown,
    from: relays[other].title,
    to: relays[wasMain ? about.sender.desired.relay : route.relay].title,
    state: wasMain ? 'clearing' : stateOf(route),
    request: null,
    steps: steps.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    proof: shownProof(logIn),
  };
}

function stateOf({ state }: Route): 'making' | 'proven' | 'cancelling' {
  if (state === 'making' || state === 'proven') return state;
  return 'cancelling';
}

type Shown = Pick<Sender, 'desired'> & {
  credential: Credential | undefined;
  route?: Route;
  provenAt?: Date | null;
};

/** What there is to say of the new route, however far it is. */
async function shownRoute(
  repos: Repos,
  { sender, readerId, deps }: About,
  { desired, credential, route, provenAt = null }: Shown,
) {
  const { host, port } = deps.mailRelay.endpoint(desired.relay);
  const windowEndsAt = revealWindowEnd({ provenAt }, deps.policy);
  const closed = windowEndsAt !== null && windowEndsAt <= deps.clock.now();
  const isOwner = readerId !== null && sender.owners.includes(readerId);
  const isThere = route?.role === 'next' && route.state === 'proven' && credential !== undefined;
  const mayReveal = isOwner && isThere && !closed && desired.delivery === 'reveal';
  return {
    to: relays[desired.relay].title,
    address: `${desired.localPart}@${desired.domain}`,
    endpoint: `${host}:${port}`,
    secretEndsAt: credential?.endsAt ?? null,
    places: await movedPlaces(repos, desired.places, credential),
    revealToken: mayReveal ? tokenToBe : null,
    reveal: {
      count: await timesShown(repos, sender, credential),
      windowEndsAt,
      closed,
      vaultSecret: desired.delivery === 'vault' && credential ? `${deps.vault.name}/${credential.vaultName}` : null,
    },
  };
}

/** Each place, with who said that the new credential is in use there. */
export async function movedPlaces(
  repos: Pick<Repos, 'people'>,
  places: string[],
  credential: Credential | undefined,
): Promise<MovedPlace[]> {
  const shown: MovedPlace[] = [];
  for (const place of places) {
    const ticked = credential?.placesDone.find((each) => each.place === place);
    const done = ticked ? { by: await nameOf(repos, ticked.by), at: new Date(ticked.at) } : null;
    shown.push({ place, done });
  }
  return shown;
}

/** How often these credentials were shown: a sender that moved was shown others before, and its own count goes on. */
export async function timesShown(
  repos: Pick<Repos, 'audit'>,
  sender: Sender,
  credential: Credential | undefined,
): Promise<number> {
  if (sender.revealCount === 0 || sender.generation === 1 || !credential) return sender.revealCount;
  const events = await repos.audit.list({ subject: `sender:${sender.id}` });
  return events.filter(({ type, data }) => type === 'credential-revealed' && data['credential'] === credential.no)
    .length;
}

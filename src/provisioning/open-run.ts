import { relays } from '../relays/relays.ts';
import type { Route, Sender, Step, StepKind } from '../senders/sender.ts';
import { newId } from '../shared/ids.ts';
import type { ConvergeDeps, ConvergeRepos } from './converge-deps.ts';
import { isPaused } from './pulse.ts';
import type { Run } from './run.ts';

type OpenedRoute = Pick<Run, 'sender' | 'route' | 'desired' | 'named' | 'relay' | 'steps' | 'credentials' | 'story'>;
export type Opened = { sender: Sender; routes: OpenedRoute[]; paused: boolean };

/** Reads all a convergence needs, and writes route and steps the first time: from then on the card shows the whole way. */
export async function openRun(deps: ConvergeDeps, senderId: string): Promise<Opened | undefined> {
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return undefined;
    const main = await mainRoute(repos, sender);
    const others = (await repos.senders.routes(senderId)).filter((each) => each.role !== 'main');
    const routes: OpenedRoute[] = [];
    for (const route of [main, ...others]) routes.push(await openRoute(repos, sender, route));
    return { sender, routes, paused: isPaused(await repos.settings.get('paused')) };
  });
}

async function openRoute(repos: ConvergeRepos, sender: Sender, route: Route): Promise<OpenedRoute> {
  const { desired } = route;
  const relay = relays[route.relay];
  const stored = new Map((await repos.senders.steps(route.id)).map((step) => [step.kind, step]));
  const steps = new Map<StepKind, Step>();
  const wanted = sender.wanted === 'present' && route.state !== 'removing';
  for (const kind of relay.steps(desired)) {
    const step = stored.get(kind) ?? planned(route.id, kind);
    if (!stored.has(kind) && wanted) await repos.senders.saveStep(step);
    steps.set(kind, step);
  }
  return {
    sender,
    route,
    desired,
    named: { id: sender.id, generation: route.generation },
    relay,
    steps,
    credentials: [...(await repos.senders.credentials(route.id))].sort((a, b) => a.no - b.no),
    story: await storyOf(repos, sender, route.requestId),
  };
}

async function mainRoute(repos: ConvergeRepos, sender: Sender): Promise<Route> {
  const known = await repos.senders.route(sender.id);
  // Asked for anew after its retirement: a new generation, so that no name meets soft-deleted remains.
  if (known && (known.state !== 'removed' || sender.wanted === 'absent')) return known;
  const route: Route = {
    id: newId(),
    senderId: sender.id,
    relay: sender.desired.relay,
    generation: sender.generation,
    state: 'making',
    desired: sender.desired,
    requestId: sender.requestId,
    role: 'main',
  };
  if (known) await repos.senders.saveRoute({ ...known, role: 'former' });
  await repos.senders.saveRoute(route);
  return route;
}

const planned = (routeId: string, kind: StepKind): Step => ({
  routeId,
  kind,
  name: '',
  state: 'planned',
  externalId: null,
  facts: {},
  reason: null,
  reasonCode: null,
  intendedAt: null,
  doneAt: null,
  tookMs: null,
});

async function storyOf(repos: ConvergeRepos, sender: Sender, requestId: string): Promise<Run['story']> {
  const nameOf = async (id: string): Promise<string> => (await repos.people.get(id))?.name ?? id;
  const request = await repos.requests.get(requestId);
  const owners: string[] = [];
  for (const id of sender.owners) owners.push(await nameOf(id));
  return {
    owners,
    requestedBy: await nameOf(request?.submittedBy ?? sender.owners[0] ?? ''),
    approvedBy: request?.decision ? await nameOf(request.decision.by) : null,
  };
}

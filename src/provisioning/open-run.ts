import { relays } from '../relays/relays.ts';
import type { Route, Sender, Step, StepKind } from '../senders/sender.ts';
import { newId } from '../shared/ids.ts';
import type { ConvergeDeps, ConvergeRepos } from './converge-deps.ts';
import { isPaused } from './pulse.ts';
import type { Run } from './run.ts';

export type Opened = Pick<Run, 'sender' | 'route' | 'relay' | 'steps' | 'credentials' | 'story'> & { paused: boolean };

/** Reads all a convergence needs, and writes route and steps the first time: from then on the card shows the whole way. */
export async function openRun(deps: ConvergeDeps, senderId: string): Promise<Opened | undefined> {
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return undefined;
    const relay = relays[sender.desired.relay];
    const route = await routeOf(repos, sender);
    const stored = new Map((await repos.senders.steps(route.id)).map((step) => [step.kind, step]));
    const steps = new Map<StepKind, Step>();
    for (const kind of relay.steps(sender.desired)) {
      const step = stored.get(kind) ?? planned(route.id, kind);
      if (!stored.has(kind) && sender.wanted === 'present') await repos.senders.saveStep(step);
      steps.set(kind, step);
    }
    return {
      sender,
      route,
      relay,
      steps,
      credentials: [...(await repos.senders.credentials(route.id))].sort((a, b) => a.no - b.no),
      story: await storyOf(repos, sender),
      paused: isPaused(await repos.settings.get('paused')),
    };
  });
}

async function routeOf(repos: ConvergeRepos, sender: Sender): Promise<Route> {
  const known = await repos.senders.route(sender.id);
  if (known?.generation === sender.generation) return known;
  const route: Route = {
    id: newId(),
    senderId: sender.id,
    relay: sender.desired.relay,
    generation: sender.generation,
    state: 'making',
  };
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

async function storyOf(repos: ConvergeRepos, sender: Sender): Promise<Run['story']> {
  const nameOf = async (id: string): Promise<string> => (await repos.people.get(id))?.name ?? id;
  const request = await repos.requests.get(sender.requestId);
  const owners: string[] = [];
  for (const id of sender.owners) owners.push(await nameOf(id));
  return {
    owners,
    requestedBy: await nameOf(request?.submittedBy ?? sender.owners[0] ?? ''),
    approvedBy: request?.decision ? await nameOf(request.decision.by) : null,
  };
}

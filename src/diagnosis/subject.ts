import type { Named } from '../provisioning/names.ts';
import { relays } from '../relays/relays.ts';
import type { Relay } from '../relays/relay.ts';
import { inUse } from '../senders/in-use.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Credential, Desired, Route, Sender, Step, StepKind } from '../senders/sender.ts';
import type { Only } from './cause.ts';
import type { Problem } from './diagnosis.ts';

/** A sender on one of its routes, as the looks need it; what was never made is undefined. */
export type Subject = {
  sender: Sender;
  desired: Desired;
  relay: Relay;
  role: Route['role'];
  named: Named;
  appId: string | undefined;
  /** Of the app registration. */
  appObjectId: string | undefined;
  /** Of the enterprise application. */
  principalId: string | undefined;
  credential: Credential | undefined;
  provenAt: Date | null;
};

/** What says which route a text is about, where a sender has two side by side. */
export type Hints = { appIds: readonly string[]; from: Problem['from'] };

type Walked = { route: Route; steps: Step[] };

export async function subjectOf(senders: Senders, sender: Sender, hints: Hints): Promise<Subject> {
  const walked: Walked[] = [];
  for (const route of await senders.routes(sender.id)) walked.push({ route, steps: await senders.steps(route.id) });
  const chosen = choose(walked, hints);
  const desired = chosen?.route.desired ?? sender.desired;
  const step = (kind: StepKind): Step | undefined => chosen?.steps.find((each) => each.kind === kind);
  const credentials = chosen ? await senders.credentials(chosen.route.id) : [];
  const role = chosen?.route.role ?? 'main';
  return {
    sender,
    desired,
    relay: relays[desired.relay],
    role,
    named: { id: sender.id, generation: chosen?.route.generation ?? sender.generation },
    appId: step('application')?.facts['appId'],
    appObjectId: step('application')?.externalId ?? undefined,
    principalId: step('principal')?.facts['principalId'],
    credential: inUse(credentials),
    provenAt: role === 'main' ? sender.provenAt : (step('log-in')?.doneAt ?? null),
  };
}

/** The route whose application the text names, else one on the relay whose words they are, else the main one. */
function choose(walked: Walked[], { appIds, from }: Hints): Walked | undefined {
  const appOf = ({ steps }: Walked): string =>
    steps.find((each) => each.kind === 'application')?.facts['appId']?.toLowerCase() ?? '';
  return (
    walked.find((each) => appIds.includes(appOf(each))) ??
    walked.find((each) => each.route.desired.relay === from) ??
    walked.find((each) => each.route.role === 'main')
  );
}

/** Is something that only some senders have about this one? */
export function has({ relay, desired }: Pick<Subject, 'relay' | 'desired'>, only: Only | undefined): boolean {
  if (only === undefined || only === relay.login) return true;
  return relay.steps(desired).some((kind) => kind === only);
}

/** Words of another relay than the sender's: then the application talks to the wrong server, or it is about something else. */
export const isForeign = (problem: Pick<Problem, 'from'>, { relay }: Pick<Subject, 'relay'>): boolean =>
  problem.from in relays && problem.from !== relay.id;

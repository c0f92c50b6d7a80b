import type { Relay } from '../relays/relay.ts';
import type { Rotation, Stop } from '../senders/rotation.ts';
import type { Credential, Desired, Route, Sender, Step, StepKind } from '../senders/sender.ts';
import { SendpassError } from '../shared/errors.ts';
import type { ConvergeDeps, ConvergeRepos } from './converge-deps.ts';
import type { Named } from './names.ts';

/** One convergence in this process: what is stored, kept current as it is written, and how it can be interrupted. */
export type Run = {
  deps: ConvergeDeps;
  sender: Sender;
  route: Route;
  /** What this route is to be. */
  desired: Desired;
  /** What names are computed from. */
  named: Named;
  relay: Relay;
  steps: Map<StepKind, Step>;
  credentials: Credential[];
  /** Of the main route: what is under way with its secrets. */
  rotation: Rotation | undefined;
  halted: Stop | undefined;
  /** Where the reason of a wait is written, when not into the step: a proven sender's steps stay done while its secret changes. */
  noteWaits?(error: SendpassError): Promise<void>;
  /** Names of people for the application's notes. */
  story: { owners: string[]; requestedBy: string; approvedBy: string | null };
  startedAt: Date;
  /** Aborts when the process stops, when somebody cancels, or when something else than this run's goal is wanted. */
  signal: AbortSignal;
  isPaused(): boolean;
  /** Tells the cards, at most once a second. */
  changed(repos: ConvergeRepos): Promise<void>;
};

/** The route the sender sends by. What happens to another one does not change the sender's state. */
export const isMain = (run: Run): boolean => run.route.role === 'main';

export function stepOf(run: Run, kind: StepKind): Step {
  const step = run.steps.get(kind);
  if (step) return step;
  throw new SendpassError({ code: 'step-missing', kind: 'bug', advice: `The step ${kind} of this sender is missing.` });
}

/** The finished predecessor's fact, e.g. the principal's object id. Its absence means the graph was walked in a wrong order. */
export function factOf(run: Run, kind: StepKind, fact: string): string {
  const value = stepOf(run, kind).facts[fact];
  if (value !== undefined) return value;
  throw new SendpassError({ code: 'fact-missing', kind: 'bug', advice: `The step ${kind} has no ${fact}.` });
}

export const sinceMs = (run: Run, at: Date | null): number =>
  at === null ? Number.POSITIVE_INFINITY : run.deps.clock.now().getTime() - at.getTime();

/** The credential the secret step is about: the one in use – a newer one may be made beside it –, else the newest that is not on its way out. */
export const credentialOf = (run: Run): Credential | undefined =>
  run.credentials.findLast((each) => each.state === 'current') ??
  run.credentials.findLast((each) => each.state !== 'removing' && each.state !== 'removed');

/** Ends a lane without being an error of anything: the reason is in the sender's row or in the process. */
export const interrupted = (): SendpassError =>
  new SendpassError({ code: 'interrupted', kind: 'retryable', advice: 'Interrupted; it goes on later.' });

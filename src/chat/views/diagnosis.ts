import { newRevealToken, revealWindowEnd } from '../../credentials/reveal.ts';
import { causeOf } from '../../diagnosis/causes.ts';
import type { CauseId } from '../../diagnosis/causes.ts';
import type { Cause } from '../../diagnosis/cause.ts';
import type { Finding, Problem, Verdict } from '../../diagnosis/diagnosis.ts';
import { judge } from '../../diagnosis/judge.ts';
import type { Subject } from '../../diagnosis/subject.ts';
import type { Sender, SenderState } from '../../senders/sender.ts';
import type { ChatDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

type Diagnosis = Extract<View, { view: 'diagnosis' }>;
type Button = Diagnosis['button'];

const othersShown = 2;

/** From the text alone. */
export function generalDiagnosis(
  { problem, leaked }: { problem: Problem; leaked: boolean },
  about: { mayChoose: boolean; senderId: string | null; notes: string[] },
): Diagnosis {
  const verdict = judge(problem, []);
  return {
    view: 'diagnosis',
    problem: problem.title,
    known: problem.causes.length > 0,
    appName: null,
    senderId: about.senderId,
    ...wordsFor(verdict, problem, null),
    certainty: problem.causes.length > 0 ? 'likely' : 'unknown',
    others: others(verdict),
    checks: [],
    notes: about.notes,
    leaked,
    button: about.mayChoose ? { does: 'choose', problem: problem.id } : null,
    mayRetire: false,
  };
}

export type Looked = {
  problem: Problem;
  leaked: boolean;
  subject: Subject;
  findings: Finding[];
  /** How the sender was found; null when it was chosen. */
  by: string | null;
  readerId: string;
};

/** From the text and what was seen a moment ago, for an owner or approver in private. */
export async function diagnosisView(
  repos: Pick<Repos, 'tasks' | 'reveals'>,
  deps: Pick<ChatDeps, 'clock' | 'policy' | 'mailRelay'>,
  looked: Looked,
): Promise<Diagnosis> {
  const { problem, findings, subject, leaked } = looked;
  const { sender } = subject;
  const verdict = judge(problem, findings);
  const [first] = verdict.causes;
  const button = await buttonFor(repos, deps, looked, first);
  const wanted = first && causeOf(first).remedy;
  return {
    view: 'diagnosis',
    problem: problem.title,
    known: problem.causes.length > 0,
    appName: sender.name,
    senderId: sender.id,
    ...wordsFor(verdict, problem, findings),
    certainty: verdict.confirmed ? 'seen' : verdict.causes.length > 0 ? 'likely' : 'unknown',
    others: verdict.confirmed ? [] : others(verdict),
    checks: findings.map(({ check, state, says, at }) => ({ check, state, says, at: at ?? null })),
    notes: [
      ...(looked.by === null ? [] : [`Looked at ${sender.name} because of ${looked.by}.`]),
      ...notesFor(looked, deps),
      ...(wanted === 'reveal' && button?.does !== 'reveal' ? [notShownAgain] : []),
    ],
    leaked,
    button,
    mayRetire: sender.state === 'ready' || sender.state === 'stopped',
  };
}

const notShownAgain =
  'The credentials cannot be shown to you from here. If nobody has them any more, retire this sender and ask for a new one.';

const others = ({ causes }: Verdict): string[] => causes.slice(1, 1 + othersShown).map((id) => causeOf(id).what);

type Words = Pick<Diagnosis, 'what' | 'who' | 'fix'>;

function wordsFor({ causes: [first] }: Verdict, problem: Problem, findings: Finding[] | null): Words {
  if (first) {
    const { what, who, fix }: Cause = causeOf(first);
    return { what, who, fix };
  }
  if (problem.causes.length > 0)
    return {
      what: 'What this text says is not so any more, as far as Sendpass can see.',
      who: 'owner',
      fix: 'Try again. If it comes back, paste it with the lines before it.',
    };
  const seen =
    findings === null
      ? ''
      : findings.some((each) => each.state !== 'good')
        ? ' Not everything about the sender could be looked at.'
        : ' What can be looked at about the sender is right.';
  return {
    what: `This is in none of its tables, so the text alone gives no answer.${seen}`,
    who: 'owner',
    fix: 'Paste the whole error, with its code and the lines before it; or take it to your IT.',
  };
}

const stateNotes: Partial<Record<SenderState, string>> = {
  requested: 'Nobody has decided on this sender yet: nothing of it exists.',
  'setting-up': 'This sender is still being set up: its credentials work once its card says so.',
  'needs-person': 'Setting this sender up waits for a person: the task is in the approvals channel.',
  stopped: 'This sender is stopped: something of it was removed outside Sendpass.',
  removing: 'This sender is being removed.',
};

function notesFor({ problem, subject: { sender } }: Looked, deps: Pick<ChatDeps, 'mailRelay'>): string[] {
  const { host, port } = deps.mailRelay.endpoint(sender.desired.relay);
  const notes = [stateNotes[sender.state] ?? ''];
  if (problem.from === 'exchange')
    notes.push(
      `These are Exchange Online’s words. The credentials of ${sender.name} are for ${host}:${port}: does the application talk to that server?`,
    );
  if (problem.from === 'connection')
    notes.push('Sendpass looked from where it runs itself; the network of the application may differ.');
  return notes.filter((each) => each !== '');
}

/** What the cause asks for, if it is there for this reader; else a test mail, which shows whether it works now. */
async function buttonFor(
  repos: Pick<Repos, 'tasks' | 'reveals'>,
  deps: Pick<ChatDeps, 'clock' | 'policy'>,
  { subject: { sender }, readerId }: Looked,
  first: CauseId | undefined,
): Promise<Button> {
  const isOwner = sender.owners.includes(readerId);
  const remedy = first === undefined ? null : causeOf(first).remedy;
  if (remedy === 'retire' && (sender.state === 'ready' || sender.state === 'stopped')) return { does: 'retire' };
  if (remedy === 'task') {
    const [task] = await repos.tasks.open(sender.id);
    if (task) return { does: 'task', taskId: task.id };
  }
  const now = deps.clock.now();
  if (remedy === 'reveal' && isOwner && mayReveal(sender, now, deps))
    return { does: 'reveal', token: await newRevealToken(repos, { senderId: sender.id, personId: readerId, now }) };
  return isOwner && sender.state === 'ready' ? { does: 'test-mail' } : null;
}

function mayReveal(sender: Sender, now: Date, deps: Pick<ChatDeps, 'policy'>): boolean {
  const end = revealWindowEnd(sender, deps.policy);
  return (
    sender.state === 'ready' &&
    sender.installedAt === null &&
    sender.desired.delivery === 'reveal' &&
    end !== null &&
    end > now
  );
}

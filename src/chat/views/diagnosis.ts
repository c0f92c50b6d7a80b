import { said } from '../../diagnosis/cause.ts';
import { causeOf } from '../../diagnosis/causes.ts';
import type { Finding, Problem, Verdict } from '../../diagnosis/diagnosis.ts';
import { judge } from '../../diagnosis/judge.ts';
import { isForeign } from '../../diagnosis/subject.ts';
import type { Subject } from '../../diagnosis/subject.ts';
import type { Relay } from '../../relays/relay.ts';
import { relayIds, relays } from '../../relays/relays.ts';
import type { SenderState } from '../../senders/sender.ts';
import type { ChatDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { buttonFor, mayRetire } from './diagnosis-button.ts';
import type { DiagnosisButton } from './diagnosis-button.ts';

type Diagnosis = Extract<View, { view: 'diagnosis' }>;

const othersShown = 2;

/** From the text alone. */
export function generalDiagnosis(
  { problem, leaked, findings }: { problem: Problem; leaked: boolean; findings: Finding[] },
  about: { mayChoose: boolean; senderId: string | null; notes: string[] },
): Diagnosis {
  const verdict = judge(problem, findings);
  const isKnown = problem.causes.length > 0;
  const relay = relayIds.map((id) => relays[id]).find(({ id }) => id === problem.from);
  const words = wordsFor(verdict, problem, { findings: null, relay });
  return {
    view: 'diagnosis',
    problem: problem.title,
    known: isKnown,
    appName: null,
    senderId: about.senderId,
    ...words,
    certainty: isKnown ? certainty(verdict) : 'unknown',
    others: others(verdict, relay),
    checks: checksOf(findings),
    notes: about.notes,
    leaked,
    button: generalButton(verdict, problem, about.mayChoose),
    mayReportLeak: about.mayChoose || about.senderId !== null,
  };
}

/** To whom owns none, a sender of their own is what ends log-ins with a mailbox's password. */
function generalButton({ causes: [first] }: Verdict, problem: Problem, mayChoose: boolean): DiagnosisButton {
  if (mayChoose) return { does: 'choose', problem: problem.id };
  return first !== undefined && causeOf(first).remedy === 'request' ? { does: 'request' } : null;
}

export type Looked = {
  problem: Problem;
  leaked: boolean;
  subject: Subject;
  findings: Finding[];
  /** How the sender was found; null when it was chosen. */
  by: string | null;
  /** It is not a guess. */
  named: boolean;
  readerId: string;
};

/** From the text and what was seen a moment ago, for an owner or approver in private. */
export async function diagnosisView(
  repos: Pick<Repos, 'tasks' | 'reveals'>,
  deps: Pick<ChatDeps, 'clock' | 'policy' | 'mailRelay'>,
  looked: Looked,
): Promise<Diagnosis> {
  const { problem, subject, leaked, readerId } = looked;
  const { sender, relay } = subject;
  const findings = [...otherServer(looked), ...looked.findings];
  const verdict = judge(problem, findings, subject);
  const button = await buttonFor(repos, deps, { sender, readerId, verdict, problemId: problem.id });
  const [first] = verdict.causes;
  const isNotShown = first !== undefined && causeOf(first).remedy === 'reveal' && button?.does !== 'reveal';
  return {
    view: 'diagnosis',
    problem: problem.title,
    known: problem.causes.length > 0,
    appName: sender.name,
    senderId: sender.id,
    ...wordsFor(verdict, problem, { findings, relay }),
    certainty: certainty(verdict),
    others: verdict.confirmed ? [] : others(verdict, relay),
    checks: checksOf(findings),
    notes: [
      ...(looked.by === null ? [] : [`Looked at ${sender.name} because of ${looked.by}.`]),
      ...notesFor(looked, deps),
      ...(isNotShown ? [notShownAgain] : []),
    ],
    leaked,
    button,
    mayReportLeak: mayRetire(sender),
  };
}

const notShownAgain =
  'The credentials cannot be shown to you from here. If nobody has them any more, retire this sender and ask for a new one.';

const certainty = ({ causes, confirmed }: Verdict): Diagnosis['certainty'] =>
  confirmed ? 'seen' : causes.length > 0 ? 'likely' : 'unknown';

const others = ({ causes }: Verdict, relay: Relay | undefined): string[] =>
  causes.slice(1, 1 + othersShown).map((id) => said(causeOf(id).what, relay));

const checksOf = (findings: Finding[]): Diagnosis['checks'] =>
  findings.map(({ check, state, says, at }) => ({ check, state, says, at: at ?? null }));

/** Another relay's words in a text that names this sender: that is where its application sends. */
function otherServer({ problem, subject, named }: Looked): Finding[] {
  if (!named || !isForeign(problem, subject)) return [];
  const theirs = relayIds.find((id) => id === problem.from);
  const says = `these are the words of ${theirs ? relays[theirs].title : 'another service'}; this sender is on ${subject.relay.title}`;
  return [{ check: 'text', state: 'bad', says, cause: 'client-other-server' }];
}

type Words = Pick<Diagnosis, 'what' | 'who' | 'fix'>;

function wordsFor(
  { causes: [first] }: Verdict,
  problem: Problem,
  { findings, relay }: { findings: Finding[] | null; relay: Relay | undefined },
): Words {
  if (first) {
    const { what, who, fix } = causeOf(first);
    return { what: said(what, relay), who, fix: said(fix, relay) };
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

function notesFor({ problem, subject, named }: Looked, deps: Pick<ChatDeps, 'mailRelay'>): string[] {
  const { sender, relay, role } = subject;
  const { host, port } = deps.mailRelay.endpoint(relay.id);
  const notes = [stateNotes[sender.state] ?? ''];
  if (role !== 'main') notes.push(`Looked at its route over ${relay.title}, beside the one it sends by now.`);
  if (!named && isForeign(problem, subject))
    notes.push(
      `These are another mail service’s words. The credentials of ${sender.name} are for ${host}:${port}: does the application talk to that server?`,
    );
  if (problem.from === 'connection')
    notes.push('Sendpass looked from where it runs itself; the network of the application may differ.');
  return notes.filter((each) => each !== '');
}

import type { CauseId } from './causes.ts';
import { causeOf } from './causes.ts';
import type { CheckId, Finding, Problem, Verdict } from './diagnosis.ts';
import { has, isForeign } from './subject.ts';
import type { Subject } from './subject.ts';

/** What the application holds: refused with the stored credential as well, it is not that. */
const clientSide: readonly CauseId[] = [
  'client-password',
  'client-username',
  'client-old-secret',
  'client-ids',
  'client-mailbox',
];

/** Explain nothing where something else was seen. */
const vague: readonly CauseId[] = ['relay-refuses', 'exo-not-allowed'];

/**
 * What the text and the looks say together: first what was seen and fits the text, then the text's own causes as far as no look rules
 * them out and the sender can have them, then what was seen besides. A look that found something beats one that found nothing: a log-in may
 * still work from a cache.
 */
export function judge(problem: Problem, findings: Finding[], subject: Subject | null = null): Verdict {
  const seen = findings.flatMap((each) => (each.state === 'bad' && each.cause ? [each.cause] : []));
  const isRefused = findings.some((each) => each.check === 'log-in' && each.state === 'bad');
  const open = problem.causes.filter(
    (each) =>
      !seen.includes(each) &&
      isPossible(each, problem, subject) &&
      // A look at the sender's own relay says nothing about the other one.
      (isForeignTo(problem, subject) || !isRuledOut(each, findings)) &&
      !(isRefused && clientSide.includes(each)),
  );
  const explaining = seen.filter((each) => !vague.includes(each) || seen.every((other) => vague.includes(other)));
  const fitting = explaining.filter(
    // The wrong server explains whatever that one says.
    (each) => problem.causes.includes(each) || problem.causes.length === 0 || each === 'client-other-server',
  );
  const besides = explaining.filter((each) => !fitting.includes(each));
  const causes = [...inOrder(fitting), ...open, ...inOrder(besides)];
  return { causes: [...new Set(causes)], confirmed: fitting.length > 0 || (open.length === 0 && besides.length > 0) };
}

/** A role that a sender never had cannot be missing. Words of another relay are about what that relay has. */
const isPossible = (cause: CauseId, problem: Problem, subject: Subject | null): boolean =>
  subject === null || isForeign(problem, subject) || has(subject, causeOf(cause).only);

const isForeignTo = (problem: Problem, subject: Subject | null): boolean =>
  subject !== null && isForeign(problem, subject);

/** By a good look, unless one of the same kind is bad as well. */
function isRuledOut(cause: CauseId, findings: Finding[]): boolean {
  const states = (check: CheckId) => findings.flatMap((each) => (each.check === check ? [each.state] : []));
  return causeOf(cause).ruledOutBy.some((check) => states(check).includes('good'));
}

// What hangs on something else comes after it: without an application there is no secret either.
const order: CauseId[] = [
  'client-other-server',
  'app-missing',
  'principal-missing',
  'app-disabled',
  'secret-removed',
  'secret-expired',
  'role-missing',
  'exo-mailbox-missing',
  'consent-missing',
];

const inOrder = (ids: CauseId[]): CauseId[] => ids.toSorted((a, b) => rank(a) - rank(b));
const rank = (id: CauseId): number => {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
};

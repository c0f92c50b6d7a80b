import type { CauseId } from './causes.ts';
import { causeOf } from './causes.ts';
import type { CheckId, Finding, Problem, Verdict } from './diagnosis.ts';

const clientSide: readonly CauseId[] = ['client-password', 'client-username', 'client-old-secret', 'client-ids'];

/**
 * What the text and the looks say together: first what was seen and fits the text, then the text's own causes as far as no look rules
 * them out, then what was seen besides. A look that found something beats one that found nothing: a log-in may still work from a cache.
 */
export function judge(problem: Problem, findings: Finding[]): Verdict {
  const seen = findings.flatMap((each) => (each.state === 'bad' && each.cause ? [each.cause] : []));
  const good = new Set<CheckId>(findings.filter((each) => each.state === 'good').map((each) => each.check));
  const refusedToo = findings.some((each) => each.check === 'log-in' && each.state === 'bad');
  const open = problem.causes.filter(
    (each) =>
      !seen.includes(each) &&
      !causeOf(each).ruledOutBy.some((check) => good.has(check)) &&
      // Refused with the stored credential as well: then it is not what the application holds.
      !(refusedToo && clientSide.includes(each)),
  );
  // "Refuses too" explains nothing where something else was seen.
  const explaining = seen.filter((each) => each !== 'relay-refuses' || seen.every((other) => other === each));
  const fitting = explaining.filter((each) => problem.causes.includes(each) || problem.causes.length === 0);
  const besides = explaining.filter((each) => !fitting.includes(each));
  const causes = [...inOrder(fitting), ...open, ...inOrder(besides)];
  return { causes: [...new Set(causes)], confirmed: fitting.length > 0 || (open.length === 0 && besides.length > 0) };
}

// What hangs on something else comes after it: without an application there is no secret either.
const order: CauseId[] = [
  'app-missing',
  'principal-missing',
  'app-disabled',
  'secret-removed',
  'secret-expired',
  'role-missing',
];

const inOrder = (ids: CauseId[]): CauseId[] => ids.toSorted((a, b) => rank(a) - rank(b));
const rank = (id: CauseId): number => {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
};

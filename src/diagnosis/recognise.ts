import { allChecks } from './checks.ts';
import type { Problem } from './diagnosis.ts';
import { acsProblems, generalProblems } from './problems-acs.ts';
import { connectionProblems } from './problems-connection.ts';
import { entraProblems } from './problems-entra.ts';
import { exchangeProblems } from './problems-exchange.ts';

/** Everything Sendpass recognises, in the order it is looked for: who names more stands above who names less. */
export const problems: readonly Problem[] = [
  ...entraProblems,
  ...exchangeProblems,
  ...acsProblems,
  ...connectionProblems,
  ...generalProblems,
];

/** Which family of errors a pasted text belongs to; undefined when Sendpass does not know it. */
export const recognise = (text: string): Problem | undefined =>
  problems.find((problem) => problem.matches.some((pattern) => pattern.test(text)));

export const problemOf = (id: string): Problem | undefined => problems.find((each) => each.id === id);

/** A text nobody knows, looked at all the same when its sender is known. */
export const unknownProblem: Problem = {
  id: 'unknown',
  title: 'Sendpass does not know this text',
  matches: [],
  causes: [],
  checks: allChecks,
  from: 'relay',
  source: '',
};

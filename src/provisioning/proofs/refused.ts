import { SendpassError } from '../../shared/errors.ts';
import type { StepKind } from '../../senders/sender.ts';
import { sinceMs, stepOf } from '../run.ts';
import type { Run } from '../run.ts';
import { needsPerson, settlingMs } from '../waits.ts';

/** Log-ins at most one a second per sender: a proof must not look like an attack, nor use up the relay's limits. */
export const pace = { pace: 1_000 };

/**
 * A refused log-in, with the sentence that fits: what the token endpoint says, else what the relay's answer says by itself, else how fresh the
 * permissions are. After the relay's settling time somebody has to look, where the relay says that nothing else is left.
 */
export function saidBetter(run: Run, error: SendpassError, token: SendpassError | undefined): SendpassError {
  if (!refusals.includes(error.code)) return error;
  if (token !== undefined && needsPerson(token)) return token;
  // A token endpoint that is busy says nothing about the secret.
  if (token?.kind === 'not-yet') return again(token, tokenAdvice(run, token), error);
  const { settling } = run.relay;
  const own = error.code === 'smtp-auth-refused' ? undefined : error.advice;
  if (sinceMs(run, lastDoneAt(run)) < settling.ms) return again(error, own ?? settling.says, error);
  const advice = `${own ?? 'The mail service still refuses the log-in (535).'} ${run.relay.whereToLook(run.desired)}`;
  if (!settling.thenAsk) return again(error, `${advice} Sendpass keeps trying.`, error);
  return new SendpassError({
    code: 'log-in-still-refused',
    kind: 'needs-person',
    advice,
    ...vendorOf(error),
    cause: error,
  });
}

/** Refusals that a fresh permission may still turn into a welcome. */
const refusals: readonly string[] = [
  'smtp-auth-refused',
  'smtp-auth-off-mailbox',
  'smtp-auth-off-tenant',
  'smtp-security-defaults',
  'smtp-blocked',
];

const again = (said: SendpassError, advice: string, cause: SendpassError): SendpassError =>
  new SendpassError({ code: said.code, kind: said.kind, advice, ...vendorOf(said), cause });

const vendorOf = ({ vendor }: SendpassError) => (vendor ? { vendor } : {});

/** The latest moment at which one of the steps the log-in waits for was done: replication counts from there. */
function lastDoneAt(run: Run): Date | null {
  const before = (run.relay.edges['log-in'] ?? []).flatMap((kind: StepKind) => run.steps.get(kind)?.doneAt ?? []);
  return before.length === 0 ? null : new Date(Math.max(...before.map((at) => at.getTime())));
}

const tokenAdvice = (run: Run, token: SendpassError): string =>
  sinceMs(run, stepOf(run, 'secret').doneAt) < settlingMs
    ? token.advice
    : `${token.advice} It takes longer than usual: check in Entra that the application has the secret and is not disabled.`;

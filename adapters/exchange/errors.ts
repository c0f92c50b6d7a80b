import { SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';

type Row = { code: string; kind: ErrorKind; advice: string };

const missing: Row = {
  code: 'exchange-not-found',
  kind: 'not-yet',
  advice: 'Exchange does not show what was just made yet – usually minutes.',
};
const there: Row = { code: 'exchange-already-there', kind: 'conflict', advice: 'It is in Exchange already.' };
const busy: Row = {
  code: 'exchange-busy',
  kind: 'retryable',
  advice: 'Exchange asks Sendpass to slow down. It goes on by itself.',
};
const denied: Row = {
  code: 'exchange-permission-missing',
  kind: 'needs-person',
  advice:
    'Exchange refuses Sendpass. The operator has to grant its identity Exchange.ManageAsApp and the role Exchange Administrator.',
};

/**
 * By the exception a cmdlet ended with: the status is 400 for nearly all of them (facts/azure §7.3). Names are matched by their middle, because
 * the namespace before them differs from cmdlet to cmdlet.
 */
const byException: [RegExp, Row][] = [
  [/ManagementObjectNotFound|RecipientNotFound|UserNotFound|ObjectNotFound/, missing],
  [/AlreadyExist|Duplicate/, there],
  [/ServerBusy|OverBudget|Throttl|Transient|TimeOut|Timeout/, busy],
  // A cmdlet nobody gave the role for does not exist for its caller.
  [/Unauthorized|AccessDenied|CmdletAccess|CommandNotFound/, denied],
];

/** The one translator of Exchange's answers over this route. Only names and numbers are kept: the text quotes what was sent. */
export function exchangeError(answer: {
  status: number;
  text: string;
  requestId: string;
  retryAfterMs?: number | undefined;
}): SendpassError {
  const { status, text, requestId, retryAfterMs } = answer;
  const exception = /\b([A-Z]\w*Exception)\b/.exec(text)?.[1];
  return new SendpassError({
    ...rowFor(status, exception),
    vendor: { neighbour: 'exchange', status, ...(exception ? { code: exception } : {}), requestId },
    ...(retryAfterMs ? { retryAfterMs } : {}),
  });
}

function rowFor(status: number, exception: string | undefined): Row {
  // Throttled or broken whatever the text says: a look that failed must not be taken for "not there".
  if (status === 429) return busy;
  if (status >= 500 || status === 408)
    return {
      code: 'exchange-broken',
      kind: 'retryable',
      advice: 'Exchange has a problem. Sendpass tries again by itself.',
    };
  if (status === 401 || status === 403) return denied;
  const known = byException.find(([pattern]) => exception !== undefined && pattern.test(exception));
  if (known) return known[1];
  // Nothing of a cmdlet in it: it is the address itself that is gone.
  if (status === 404 || status === 410)
    return {
      code: 'exchange-route-gone',
      kind: 'needs-person',
      advice: 'Exchange does not take commands this way any more. An administrator runs the script instead.',
    };
  return {
    code: 'exchange-refused',
    kind: 'bug',
    advice: 'Exchange refused a request of Sendpass. The operator finds code and request id in the log.',
  };
}

/** What the pipeline throws: no answer at all, or the credential's own SendpassError. */
export function unreachable(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  return new SendpassError({
    code: 'exchange-unreachable',
    kind: 'retryable',
    advice: 'Exchange did not answer. Sendpass tries again by itself.',
    vendor: { neighbour: 'exchange' },
    cause: thrown,
  });
}

/** For looks: "not there" is an answer. */
export function orNone<Value>(thrown: unknown, none: Value): Value {
  if (thrown instanceof SendpassError && thrown.code === 'exchange-not-found') return none;
  throw thrown;
}

/** For `New-*` after a lost reply or before a replica shows it: what is there under our own name is ours. */
export function unlessThere(thrown: unknown): undefined {
  if (thrown instanceof SendpassError && thrown.code === 'exchange-already-there') return undefined;
  throw thrown;
}

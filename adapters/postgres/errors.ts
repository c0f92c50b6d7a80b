import { SendpassError } from '../../src/shared/errors.ts';

// The only place that knows how PostgreSQL, PGlite and `pg` say what went wrong: SQLSTATE, constraint name, socket error code.

const conflicts: Record<string, { code: string; advice: string }> = {
  senders_living_name: { code: 'sender-name-taken', advice: 'Another sender has this name. Choose another one.' },
  senders_living_address: {
    code: 'sender-address-taken',
    advice: 'Another sender uses this address. Choose another one.',
  },
  senders_living_smtp_username: {
    code: 'smtp-username-taken',
    advice: 'Another sender has this SMTP username. Choose another one.',
  },
  cards_matter_place: { code: 'card-exists', advice: 'This card is there already.' },
  requests_one_pending: {
    code: 'request-open',
    advice: 'Another request for this sender waits for a decision already.',
  },
  tasks_one_open: { code: 'task-open', advice: 'This task is open already.' },
};

type Reported = { code?: string; constraint?: string; message?: string };

/** Errors of drivers are plain objects with a code; anything else has none. */
const reported = (thrown: unknown): Reported => (typeof thrown === 'object' && thrown !== null ? thrown : {});

export const isUniqueViolation = (thrown: unknown): boolean => reported(thrown).code === '23505';

/** Serialisation failure or deadlock: the whole transaction may be tried again at once. */
export const mayRepeat = (thrown: unknown): boolean => ['40001', '40P01'].includes(reported(thrown).code ?? '');

// Connection exceptions, shutdown and start of the server, too many connections; what Node says of a socket.
const away = /^(08...|57P0[1-3]|53300|ECONN\w+|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
// `pg` has no code for these.
const awayText =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client was closed)/;

// Wrong password or user, not let in, no such database, a right that is missing.
const refuses = /^(28P01|28000|3D000|42501)$/;
// What TLS says of a certificate it does not trust.
const untrusted = /^(CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** Nothing came back in time (`query_timeout`): whether the statement was done is not known. */
export const isSilence = (thrown: unknown): boolean => reported(thrown).message === 'Query read timeout';

/** Anything thrown by the database, as a SendpassError. What a use case threw passes through. */
export function asStoreError(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  const { code, constraint, message = '' } = reported(thrown);
  const vendor = { neighbour: 'postgres', ...(code === undefined ? {} : { code }) };
  const conflict = code === '23505' ? conflicts[constraint ?? ''] : undefined;
  if (conflict) return new SendpassError({ ...conflict, kind: 'conflict', vendor, cause: thrown });
  if (away.test(code ?? '') || awayText.test(message))
    return new SendpassError({
      code: 'database-unavailable',
      kind: 'retryable',
      advice: 'The database does not answer. Nothing was lost; Sendpass goes on when it is back.',
      vendor,
      cause: thrown,
    });
  const shut = notLetIn(code ?? '', { vendor, cause: thrown });
  if (shut) return shut;
  // `statement_timeout`, or an administrator who cancelled it.
  if (code === '57014')
    return new SendpassError({
      code: 'database-slow',
      kind: 'retryable',
      advice: 'The database took too long, probably because of a lock that something else holds. Nothing was changed.',
      vendor,
      cause: thrown,
    });
  if (mayRepeat(thrown))
    return new SendpassError({
      code: 'database-busy',
      kind: 'retryable',
      advice: 'Too many changes of the same thing at once. Try again.',
      vendor,
      cause: thrown,
    });
  return new SendpassError({
    code: 'database-error',
    kind: 'bug',
    advice:
      'The database refused a statement of Sendpass. Nothing was changed; the operator finds the details in the log.',
    vendor,
    cause: thrown,
  });
}

/** A person has to act: trying again changes nothing. */
function notLetIn(
  code: string,
  about: { vendor: { neighbour: string; code?: string }; cause: unknown },
): SendpassError | undefined {
  if (refuses.test(code))
    return new SendpassError({
      code: 'database-refused',
      kind: 'needs-person',
      advice: `The database does not let Sendpass in (${code}). The operator checks user, password and database in DATABASE_URL, DATABASE_AUTH, and the rights of that user.`,
      ...about,
    });
  if (untrusted.test(code))
    return new SendpassError({
      code: 'database-certificate',
      kind: 'needs-person',
      advice: `The database shows a certificate that is not trusted here (${code}). The operator checks the host in DATABASE_URL, or names its authority with sslrootcert there.`,
      ...about,
    });
  return undefined;
}

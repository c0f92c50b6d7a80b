/**
 * The one error type that crosses a room. `code` is stable (tests, cards and the audit log switch on it), `kind` says what the caller
 * does next, `advice` is one sentence for the person who reads it, `vendor` is what a support ticket needs.
 */
export type ErrorKind =
  /** The input is wrong; the person who gave it can fix it. */
  | 'invalid'
  /** Known person, not allowed. */
  | 'denied'
  /** Somebody or something else was there first. */
  | 'conflict'
  /** Done, but not visible everywhere yet (replication). Wait and look again. */
  | 'not-yet'
  /** A neighbour is busy or broken. Try again later, honour `retryAfterMs`. */
  | 'retryable'
  /** Nothing goes on until a person does something outside Sendpass. */
  | 'needs-person'
  /** Ours. */
  | 'bug';

export type Vendor = { neighbour: string; status?: number; code?: string; requestId?: string };

export type ErrorDetails = {
  code: string;
  kind: ErrorKind;
  advice: string;
  retryAfterMs?: number;
  vendor?: Vendor;
  cause?: unknown;
};

export class SendpassError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly advice: string;
  readonly retryAfterMs: number | undefined;
  readonly vendor: Vendor | undefined;

  constructor(details: ErrorDetails) {
    // The message holds code and advice only: pg-boss and loggers store what is thrown, and a vendor's message may quote its input.
    super(`${details.code}: ${details.advice}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'SendpassError';
    this.code = details.code;
    this.kind = details.kind;
    this.advice = details.advice;
    this.retryAfterMs = details.retryAfterMs;
    this.vendor = details.vendor;
  }
}

/** Anything thrown, as a SendpassError; what nobody classified is a bug of ours and says so. */
export function asSendpassError(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  return new SendpassError({
    code: 'unexpected',
    kind: 'bug',
    advice: 'Sendpass met something it does not know. Nothing was lost; the operator finds the details in the log.',
    cause: thrown,
  });
}

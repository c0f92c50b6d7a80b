import { expect, test } from 'vitest';
import { smtpError } from '../../../../adapters/smtp/errors.ts';

const AUTH = 'AUTH LOGIN';

// One row per shape nodemailer 10 throws (facts/azure §5; nodemailer smtp-connection).
test.each([
  [{ code: 'EAUTH', responseCode: 535, command: AUTH }, 'not-yet', 'smtp-auth-refused'],
  [{ code: 'EAUTH', command: 'API' }, 'not-yet', 'smtp-auth-refused'],
  [{ code: 'EAUTH', responseCode: 454, command: AUTH }, 'retryable', 'smtp-busy'],
  [{ code: 'EAUTH', responseCode: 421, command: AUTH }, 'retryable', 'smtp-busy'],
  [{ code: 'EENVELOPE', responseCode: 452, command: 'MAIL FROM' }, 'retryable', 'smtp-busy'],
  [{ code: 'EMESSAGE', responseCode: 451, command: 'DATA' }, 'retryable', 'smtp-busy'],
  [{ code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' }, 'not-yet', 'smtp-mail-refused'],
  [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'not-yet', 'smtp-mail-refused'],
  [{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'not-yet', 'smtp-mail-refused'],
  [{ code: 'EAUTH', responseCode: 550, command: AUTH }, 'not-yet', 'smtp-refused'],
  [{ code: 'EAUTH', responseCode: 502, command: AUTH }, 'retryable', 'smtp-no-log-in'],
  [{ code: 'EAUTH', responseCode: 538, command: AUTH }, 'retryable', 'smtp-no-tls'],
  [{ code: 'ETLS', responseCode: 502, command: 'STARTTLS' }, 'retryable', 'smtp-no-tls'],
  [{ code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' }, 'retryable', 'smtp-no-tls'],
  [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT', command: 'CONN' }, 'retryable', 'smtp-no-tls'],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED', command: 'CONN' }, 'retryable', 'smtp-no-tls'],
  [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER', command: 'CONN' }, 'retryable', 'smtp-no-tls'],
  [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, 'retryable', 'smtp-unreachable'],
  [{ code: 'ECONNECTION', command: 'CONN' }, 'retryable', 'smtp-unreachable'],
  [{ code: 'ETIMEDOUT', command: 'CONN' }, 'retryable', 'smtp-unreachable'],
  [{ code: 'EDNS', command: 'CONN' }, 'retryable', 'smtp-unreachable'],
  [undefined, 'retryable', 'smtp-unreachable'],
])('%j is %s, %s', (thrown, kind, code) => {
  expect(smtpError(thrown, 'exchange')).toMatchObject({ kind, code, vendor: { neighbour: 'smtp' } });
});

test('what the server quoted is left out', () => {
  const quoting = Object.assign(new Error('535 you sent hunter2'), {
    code: 'EAUTH',
    responseCode: 535,
    response: '535 you sent hunter2',
  });
  const error = smtpError(quoting, 'exchange');
  expect(error.vendor).toEqual({ neighbour: 'smtp', status: 535, code: '535 EAUTH' });
  expect(`${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain('hunter2');
});

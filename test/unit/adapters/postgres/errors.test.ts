import { expect, test } from 'vitest';
import { asStoreError } from '../../../../adapters/postgres/errors.ts';
import { fold, json } from '../../../../adapters/postgres/rows.ts';
import { SendpassError } from '../../../../src/shared/errors.ts';

const failed = (fields: object): Error =>
  Object.assign(new Error('detail: Key (name)=(PLANTED) already exists'), fields);

test.each([
  [{ code: '23505', constraint: 'senders_living_name' }, 'conflict', 'sender-name-taken'],
  [{ code: '23505', constraint: 'something_else' }, 'bug', 'database-error'],
  [{ code: '57P01' }, 'retryable', 'database-unavailable'],
  [{ code: 'ECONNREFUSED' }, 'retryable', 'database-unavailable'],
  [{ code: '53300' }, 'retryable', 'database-unavailable'],
  [{ code: '40P01' }, 'retryable', 'database-busy'],
  [{ code: '57014' }, 'retryable', 'database-slow'],
  [{ message: 'Query read timeout' }, 'retryable', 'database-unavailable'],
  [{ code: '28P01' }, 'needs-person', 'database-refused'],
  [{ code: '3D000' }, 'needs-person', 'database-refused'],
  [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'needs-person', 'database-certificate'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'needs-person', 'database-certificate'],
  [{ code: '42P01' }, 'bug', 'database-error'],
  [{}, 'bug', 'database-error'],
])('%j is told as %s %s, without the text of the database', (fields, kind, code) => {
  const told = asStoreError(failed(fields));
  expect(told).toMatchObject({ kind, code });
  expect(`${told.message}${told.advice}${JSON.stringify(told.vendor)}`).not.toContain('PLANTED');
});

test('what a use case threw passes through', () => {
  const mine = new SendpassError({ code: 'x', kind: 'denied', advice: 'No.' });
  expect(asStoreError(mine)).toBe(mine);
});

test('names are the same in any case, width and spelling of ß', () => {
  expect(fold('Größe ＡＢ')).toBe(fold('GRÖSSE ab'));
  expect(fold('a')).not.toBe(fold('b'));
});

test('JSON for the database holds neither NUL nor half a surrogate', () => {
  expect(json({ a: ['x\0', '\uD800'] })).toBe('{"a":["x\uFFFD","\uFFFD"]}');
});

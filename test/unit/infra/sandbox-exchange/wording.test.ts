// What clients of smtp.office365.com see when they go about it the wrong way.
import { expect, test } from 'vitest';
import { hurriedSandbox } from '../sandbox/support.ts';
import { typeLines } from '../sandbox-smtp/harness.ts';

const use = hurriedSandbox();

test('outside TLS: no AUTH offered, none understood, and no mail taken', async () => {
  const lines = ['MAIL FROM:<a@b.cd>', 'EHLO me', 'AUTH LOGIN', 'MAIL FROM:<a@b.cd>', 'RCPT TO:<a@b.cd>', 'FOO'];
  const [early, ehlo, auth, mail, rcpt, foo] = (await typeLines(use().sandbox.cloud.smtp.exchange.port, lines)).map(
    (each) => each.trimEnd(),
  );
  expect(early).toBe('503 5.5.2 Send hello first');
  expect(ehlo).toMatch(/STARTTLS/);
  expect(ehlo).not.toMatch(/AUTH/);
  expect(auth).toBe('504 5.7.4 Unrecognized authentication type');
  expect(mail).toMatch(/^451 5\.7\.3 STARTTLS is required to send mail \[.+\.outlook\.com\]$/);
  expect(rcpt).toBe('503 5.5.2 Need mail command');
  expect(foo).toBe('500 5.3.3 Unrecognized command');
});

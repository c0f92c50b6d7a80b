// A second client with code of its own: what only nodemailer understands would not be SMTP.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSender, type Sender, startMail } from './harness.ts';

const installed = spawnSync('swaks', ['--version']).status === 0;
let mail: Awaited<ReturnType<typeof startMail>>;
let sender: Sender;
let dir: string;
beforeEach(async () => {
  mail = await startMail();
  sender = addSender(mail.world);
  dir = mkdtempSync(join(tmpdir(), 'sandbox-swaks-'));
  writeFileSync(join(dir, 'ca.pem'), mail.context.tls.ca);
});
afterEach(async () => {
  await mail.close();
  rmSync(dir, { recursive: true });
});

/** swaks exits with 0, or with a code per stage that failed: 23 MAIL, 28 AUTH. */
function swaks(...more: string[]): Promise<{ code: number; said: string }> {
  const server = ['--server', 'localhost', '--port', String(mail.port), '--to', 'someone@example.com'];
  const auth = ['--auth', 'LOGIN', '--auth-user', sender.user, '--auth-password', sender.secret];
  const from = ['--from', 'invoices@mail.contoso.com', '--tls-verify', '--tls-ca-path', join(dir, 'ca.pem')];
  return new Promise((resolve) => {
    execFile('swaks', [...server, ...auth, ...from, ...more], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
    });
  });
}

test.skipIf(!installed)('swaks (if installed) sends over verified TLS', async () => {
  const { code, said } = await swaks('--tls', '--header', 'Subject: by swaks');
  expect([code, said]).toEqual([0, expect.any(String)]);
  expect(said).toContain('AUTH LOGIN XOAUTH2');
  expect(mail.world.mail[0]).toMatchObject({ subject: 'by swaks', from: 'invoices@mail.contoso.com' });
});

test.skipIf(!installed)(
  'swaks (if installed) is refused without TLS, with a wrong password, as another sender',
  async () => {
    expect((await swaks()).code).toBe(28);
    const wrong = await swaks('--tls', '--auth-password', 'wrong');
    expect([wrong.code, wrong.said.includes('535 5.7.3 Authentication unsuccessful')]).toEqual([28, true]);
    const other = await swaks('--tls', '--from', 'boss@mail.contoso.com');
    expect([other.code, other.said.includes('550 5.7.60')]).toEqual([23, true]);
    expect(mail.world.mail).toHaveLength(0);
  },
);

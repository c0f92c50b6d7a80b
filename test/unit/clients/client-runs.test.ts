import { afterEach, describe, expect, test } from 'vitest';
import { clientIds } from '../../../src/clients/client-id.ts';
import { clientProfiles } from '../../../src/clients/client-profiles.ts';
import { clientRuns } from '../../support/client-runs.ts';
import { startSmtpTarget } from '../../support/smtp-target.ts';

// What an owner pastes is run by the program it is for, against a server that offers what the relay offers.

const passwords = [
  'Hq7~2bW.k_Zx9-RtY8uVs~0aLmNqP4cEwT1yG6hJ',
  '-~a$b"c\'d\\e`f|g:h#i;j%k&l <m>',
  '~$HOME${x}$(id)!\\n\\\\',
];
const username = 'acs-prod|4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11|9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

for (const client of clientIds) {
  const { skip, run } = clientRuns[client];
  describe.skipIf(skip !== null)(`${client}${skip === null ? '' : ` (${skip})`}`, () => {
    for (const password of passwords)
      test(`logs in and sends with ${password}`, async () => {
        const target = await startSmtpTarget({ username, password });
        close = target.close;
        const from = 'invoices@mail.contoso.com';
        const input = {
          host: target.host,
          port: target.port,
          username,
          password,
          from,
          displayName: "Contoso's “Invoices”, Ltd. $x",
        };
        const { code, output } = await run({ input, to: 'olivia@contoso.com', ca: target.ca });
        expect({ code, refused: target.refused, output: code === 0 ? '' : output }).toEqual({
          code: 0,
          refused: [],
          output: '',
        });
        expect(target.mails.map(({ from, to }) => ({ from, to }))).toEqual([{ from, to: ['olivia@contoso.com'] }]);
        expect(target.mails[0]!.text).toContain('Sent with my own pass.');
      });
  });
}

test('a profile says it is tested exactly when a program runs it here', () => {
  const never = ['powershell', 'dotnet', 'wordpress', 'printer', 'nectari', 'oauth2-proxy', 'generic'];
  for (const client of clientIds)
    expect({ client, tested: clientProfiles[client].tested }).toEqual({ client, tested: !never.includes(client) });
});

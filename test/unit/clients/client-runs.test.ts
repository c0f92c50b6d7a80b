import { afterEach, describe, expect, test } from 'vitest';
import { clientIds } from '../../../src/clients/client-id.ts';
import type { ClientId } from '../../../src/clients/client-id.ts';
import { clientProfiles } from '../../../src/clients/client-profiles.ts';
import type { Login } from '../../../src/clients/client-profiles.ts';
import { clientRuns } from '../../support/client-runs.ts';
import type { Settings } from '../../support/client-runs.ts';
import { startOAuthTarget, startSmtpTarget } from '../../support/smtp-target.ts';
import type { SmtpTarget } from '../../support/smtp-target.ts';

// What an owner pastes is run by the program it is for, against a server that offers what the relay offers.

const secrets = [
  'Hq7~2bW.k_Zx9-RtY8uVs~0aLmNqP4cEwT1yG6hJ',
  '-~a$b"c\'d\\e`f|g:h#i;j%k&l <m>+n=o@p',
  '~$HOME${x}$(id)!\\n\\\\',
];
const username = 'acs-prod|4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11|9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4';
const displayName = "Contoso's “Invoices”, Ltd. $x";
const from = 'invoices@mail.contoso.com';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

type Started = { target: SmtpTarget; settings: Settings };

const starts: Record<Login, (secret: string) => Promise<Started>> = {
  async password(password) {
    const target = await startSmtpTarget({ username, password });
    const { host, port } = target;
    return { target, settings: { login: 'password', input: { host, port, username, password, from, displayName } } };
  },
  async oauth(clientSecret) {
    const application = {
      clientId: '4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11',
      clientSecret,
      scope: 'https://outlook.office365.com/.default',
      mailbox: from,
    };
    const target = await startOAuthTarget(application);
    const { host, port, tokenEndpoint } = target;
    const tenantId = '9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4';
    const input = { ...application, host, port, tokenEndpoint, tenantId, displayName, endsOn: '2027-05-20' };
    return { target, settings: { login: 'oauth', input } };
  },
};

const logins: readonly Login[] = ['password', 'oauth'];
const runsOf = (client: ClientId) =>
  logins.flatMap((login) => {
    const run = clientRuns[client][login];
    return run ? [{ login, ...run }] : [];
  });

for (const client of clientIds)
  for (const { login, skip, run } of runsOf(client))
    describe.skipIf(skip !== null)(`${client}, ${login}${skip === null ? '' : ` (${skip})`}`, () => {
      for (const secret of secrets)
        test(`logs in and sends with ${secret}`, async () => {
          const { target, settings } = await starts[login](secret);
          close = target.close;
          const { code, output } = await run({ settings, to: 'olivia@contoso.com', ca: target.ca });
          expect({ code, refused: target.refused, output: code === 0 ? '' : output }).toEqual({
            code: 0,
            refused: [],
            output: '',
          });
          expect(target.mails.map(({ from, to }) => ({ from, to }))).toEqual([{ from, to: ['olivia@contoso.com'] }]);
          expect(target.mails[0]!.text).toContain('Sent with my own pass.');
          const unfolded = target.mails[0]!.text.replace(/\r?\n[ \t]+/g, ' ');
          expect(unfolded).toMatch(/^From: .*\binvoices@mail\.contoso\.com\b/m);
        });
    });

describe('a secret that is not valid any more: what Entra says about it is shown, and nothing is sent', () => {
  for (const client of clientIds) {
    const oauth = clientRuns[client].oauth;
    if (!oauth) continue;
    test.skipIf(oauth.skip !== null)(`${client}, oauth`, async () => {
      const { target, settings } = await starts.oauth('the one that is valid');
      close = target.close;
      const old = { login: 'oauth', input: { ...settings.input, clientSecret: 'an old one' } } as Settings;
      const { code, output } = await oauth.run({ settings: old, to: 'olivia@contoso.com', ca: target.ca });
      expect(code).not.toBe(0);
      expect(output).toContain('AADSTS7000215');
      expect(target.mails).toEqual([]);
    });
  }
});

test('what a profile says is what is done here: the log-ins it knows, and whether a program ran its lines', () => {
  const never = ['powershell', 'dotnet', 'wordpress', 'printer', 'nectari', 'oauth2-proxy', 'generic'];
  for (const client of clientIds) {
    const { logins, speaks } = clientProfiles[client];
    const known = runsOf(client).map(({ login }) => login);
    expect({ client, logins }).toEqual({ client, logins: known });
    const tested = known.filter((login) => speaks[login]?.tested);
    expect({ client, tested }).toEqual({ client, tested: never.includes(client) ? [] : known });
  }
});

import { describe, expect, test } from 'vitest';
import { clientIds } from '../../../src/clients/client-id.ts';
import { clientProfiles } from '../../../src/clients/client-profiles.ts';
import { oauthSettingsFor } from '../../../src/clients/oauth-settings-for.ts';

const input = {
  host: 'smtp.office365.com',
  port: 587,
  mailbox: 'invoices@contoso.com',
  tenantId: '9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4',
  clientId: '4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11',
  clientSecret: 'Hq7~2bW.k_Zx9-RtY8uVs',
  tokenEndpoint: 'https://login.microsoftonline.com/9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4/oauth2/v2.0/token',
  scope: 'https://outlook.office365.com/.default',
  displayName: 'Contoso Invoices',
  endsOn: '2027-05-20',
};
const textOf = (client: (typeof clientIds)[number]): string => oauthSettingsFor(client, input).text;

describe('settings for a log-in with a token', () => {
  test('hold everything a client needs, for every client', () => {
    const { host, mailbox, clientId, clientSecret, tenantId, scope } = input;
    for (const client of clientIds)
      for (const part of [host, '587', mailbox, clientId, clientSecret, tenantId, scope])
        expect(textOf(client), client).toContain(part);
  });

  test('say that another From is refused: the mistake that shows only after the log-in worked', () => {
    for (const client of clientIds) expect(textOf(client), client).toMatch(/refused/);
  });

  test('have a line for every field of Nectari SEI’s page, by its name', () => {
    const fields = textOf('nectari')
      .split('\n')
      .map((line) => line.slice(0, line.indexOf(':')));
    expect(fields).toEqual([
      'SMTP Server',
      'Sender Email',
      'Port',
      'Authentication Type',
      'Client ID',
      'Client Secret',
      'Secret Expiration Alert',
      'Secret Expiration Date',
      'Token Endpoint',
      'Scopes',
      'Use SSL/TLS',
      'Use sender email',
    ]);
    expect(textOf('nectari')).toContain('Secret Expiration Date: 2027-05-20');
  });

  test('are the proxy’s, and say so, for a client that only knows passwords', () => {
    const passwordOnly = clientIds.filter((client) => !clientProfiles[client].logins.includes('oauth'));
    expect(passwordOnly).toEqual(['printer', 'wordpress', 'postfix']);
    for (const client of passwordOnly)
      expect(oauthSettingsFor(client, input)).toEqual(oauthSettingsFor('oauth2-proxy', input));
  });

  test('start no setting of their own with a line break in what a person typed', () => {
    const broken = { ...input, displayName: 'x\nevil = yes\r\n', mailbox: 'a@b.example\u2028evil' };
    const lines = (text: string): number => text.split(/[\n\r\u2028]/).length;
    for (const client of clientIds)
      expect(lines(oauthSettingsFor(client, broken).text), client).toBe(lines(textOf(client)));
  });

  test('have no indented line: chat clients drop leading spaces on copy', () => {
    for (const client of clientIds) expect(textOf(client), client).not.toMatch(/^[ \t]/m);
  });

  test('show no text of the other log-in beside them', () => {
    expect(oauthSettingsFor('powershell', input).note).toContain('Mailozaurr');
    expect(oauthSettingsFor('generic', input).note).not.toContain('password');
  });
});

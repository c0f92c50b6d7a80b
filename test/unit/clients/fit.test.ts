import { describe, expect, test } from 'vitest';
import { checkClientFit } from '../../../src/clients/fit.ts';

describe('can the client hold what it will get', () => {
  test('a printer gets a short user name, and what depends on the model is said', () => {
    const fit = checkClientFit('printer', { login: 'password', usernameLength: 12, longUsernameLength: 82 });
    expect(fit).toMatchObject({ needsShortUsername: true, errors: [] });
    expect(fit.verdicts.map((verdict) => verdict.result)).toEqual(['attention', 'unknown']);
    expect(fit.verdicts[1]?.text).toContain('~');
    expect(fit.verdicts[1]?.text).toContain('TLS 1.2');
  });

  test('a printer that could not even hold the short one is an error on the field, before anything exists', () => {
    const fit = checkClientFit('printer', { login: 'password', usernameLength: 24, longUsernameLength: 82 });
    expect(fit.errors).toEqual([{ field: 'client', message: expect.stringContaining('shorter application name') }]);
  });

  test('a program takes the long form and has nothing unknown', () => {
    for (const client of ['php', 'python', 'node', 'dotnet', 'postfix', 'swaks', 'powershell', 'wordpress'] as const)
      expect(checkClientFit(client, { login: 'password', usernameLength: 12, longUsernameLength: 82 })).toMatchObject({
        needsShortUsername: false,
        errors: [],
        verdicts: [{ result: 'ok' }],
      });
  });

  const byToken = { login: 'oauth', usernameLength: 20, longUsernameLength: 20 } as const;

  test('a client that only knows passwords is an error that names the proxy before it, where the service takes tokens', () => {
    for (const client of ['printer', 'wordpress', 'postfix'] as const)
      expect(checkClientFit(client, byToken).errors).toEqual([
        { field: 'client', message: expect.stringContaining('email-oauth2-proxy') },
      ]);
    expect(checkClientFit('oauth2-proxy', byToken).errors).toEqual([]);
  });

  test('a client that only knows tokens is an error where the service takes passwords', () => {
    for (const client of ['nectari', 'oauth2-proxy'] as const)
      expect(
        checkClientFit(client, { login: 'password', usernameLength: 12, longUsernameLength: 82 }).errors,
      ).toHaveLength(1);
  });

  test('with a token there is no user name to hold; of another program it is not known whether it needs a person to consent', () => {
    expect(checkClientFit('node', byToken).verdicts).toEqual([
      { result: 'ok', text: 'Node.js (nodemailer): logs in with an access token' },
    ]);
    const other = checkClientFit('generic', byToken).verdicts.map(({ result, text }) => `${result}: ${text}`);
    expect(other[1]).toMatch(/^unknown: .*client credentials.*client secret/);
    expect(other[1]).not.toMatch(/AUTH LOGIN|password/);
  });
});

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
});

import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../src/config.ts';
import { asText, configChecks } from '../../../src/doctor.ts';

test('a policy whose approvers only Slack knows: the doctor names the line and what to add', () => {
  const policy = { approvers: [{ slackGroup: 'S0123' }], domains: ['mail.contoso.com'] };
  let thrown: unknown;
  try {
    readConfig({ POLICY_FILE: 'policy.json' }, () => JSON.stringify(policy));
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof ConfigError)) throw new Error('the configuration was accepted');
  const checks = configChecks(thrown).filter((check) => check.id === 'config:POLICY_FILE');
  expect(checks).toHaveLength(1);
  expect(checks[0]).toMatchObject({ status: 'missing' });
  const text = asText(checks, false);
  expect(text).toContain('approvers[0].slackGroup: Slack is not configured');
  expect(text).toContain('entraGroup');
});

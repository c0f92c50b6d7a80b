import type { Cloud } from './shared/cloud.ts';
import { Secret } from './shared/secret.ts';

export type SlackConfig = {
  /** Base address of the Web API, from the cloud. */
  api: string;
  botToken: Secret;
  /** `socket`: Slack is reached by a connection of ours, and no request is taken over HTTP. */
  in: { by: 'http'; signingSecret: Secret } | { by: 'socket'; appToken: Secret };
  teamId: string;
  /** Every account signs in through our tenant, so an e-mail address says who somebody is. */
  ssoManaged: boolean;
};

const keys = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_TEAM_ID'] as const;
type Key = (typeof keys)[number] | 'SLACK_SSO_MANAGED';
type Read = (key: Key) => string;
type Report = (key: string, problem: string, fix: string) => void;

/** All or nothing: a workspace without its id would let in whoever installs the app, one without a signing secret whoever knows the address. */
export function readSlack(read: Read, cloud: Cloud | undefined, report: Report): SlackConfig | null {
  const sso = read('SLACK_SSO_MANAGED') || 'false';
  if (sso !== 'true' && sso !== 'false') report('SLACK_SSO_MANAGED', `is "${sso}"`, 'Set it to true or false.');
  if (keys.every((key) => read(key) === '')) return null;
  const fits = (key: Key, shape: RegExp, fix: string): void => {
    const value = read(key);
    if (!shape.test(value)) report(key, value === '' ? 'is not set' : 'has another form', fix);
  };
  const appToken = read('SLACK_APP_TOKEN');
  fits(
    'SLACK_BOT_TOKEN',
    /^xoxb-\S+$/,
    'Set the Bot User OAuth Token of the Slack app (xoxb-…), or leave out all SLACK_….',
  );
  fits('SLACK_TEAM_ID', /^T[A-Z0-9]{2,}$/, 'Set the id of the workspace (T…): no other is let in.');
  if (appToken === '')
    fits(
      'SLACK_SIGNING_SECRET',
      /^\S{16,}$/,
      'Set the Signing Secret of the Slack app, or SLACK_APP_TOKEN for Socket Mode.',
    );
  else fits('SLACK_APP_TOKEN', /^xapp-\S+$/, 'Set an app-level token with connections:write (xapp-…).');
  if (cloud && !cloud.slack)
    report(
      'CLOUD',
      `has no Slack (${cloud.name})`,
      'Name its API as slack.api in the custom cloud, or leave out all SLACK_….',
    );
  return {
    api: cloud?.slack?.api ?? '',
    botToken: new Secret(read('SLACK_BOT_TOKEN')),
    in:
      appToken === ''
        ? { by: 'http', signingSecret: new Secret(read('SLACK_SIGNING_SECRET')) }
        : { by: 'socket', appToken: new Secret(appToken) },
    teamId: read('SLACK_TEAM_ID'),
    ssoManaged: sso === 'true',
  };
}

import { expect, test } from 'vitest';
import { readSlack } from '../../../src/config-slack.ts';
import { namedCloud } from '../../../src/shared/cloud.ts';

const good = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  SLACK_TEAM_ID: 'T012AB',
};
type Env = Record<string, string>;

function read(env: Env, cloud = namedCloud('public')) {
  const problems: string[] = [];
  const slack = readSlack(
    (key) => env[key] ?? '',
    cloud,
    (key) => void problems.push(key),
  );
  return { slack, problems };
}

test('without any of it Slack is off', () => {
  expect(read({})).toEqual({ slack: null, problems: [] });
  expect(read({ SLACK_SSO_MANAGED: 'false' })).toEqual({ slack: null, problems: [] });
});

test('with all of it Slack is on, at the address of the cloud, and people are not known by e-mail unless it is said', () => {
  const { slack, problems } = read(good);
  expect(problems).toEqual([]);
  expect(slack).toMatchObject({
    api: 'https://slack.com/api/',
    teamId: 'T012AB',
    in: { by: 'http' },
    ssoManaged: false,
  });
  expect(JSON.stringify(slack)).not.toMatch(/xoxb|0123456789abcdef/);
});

test('an app token means Socket Mode, which needs no signing secret', () => {
  const { SLACK_SIGNING_SECRET: _none, ...rest } = good;
  expect(read({ ...rest, SLACK_APP_TOKEN: 'xapp-1-2' })).toMatchObject({
    slack: { in: { by: 'socket' } },
    problems: [],
  });
});

test.each<[Env, string]>([
  [{ SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxp-user' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_SIGNING_SECRET: '' }, 'SLACK_SIGNING_SECRET'],
  [{ SLACK_TEAM_ID: '' }, 'SLACK_TEAM_ID'],
  [{ SLACK_APP_TOKEN: 'xoxb-wrong' }, 'SLACK_APP_TOKEN'],
  [{ SLACK_SSO_MANAGED: 'yes' }, 'SLACK_SSO_MANAGED'],
])('%j is refused by name', (patch, key) => {
  expect(read({ ...good, ...patch }).problems).toEqual([key]);
});

test('a cloud without Slack cannot have it', () => {
  expect(read(good, namedCloud('china')).problems).toEqual(['CLOUD']);
});

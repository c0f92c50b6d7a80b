/** Bot token scopes, and what is lost without each. Sources: each method's page on docs.slack.dev ("Required scopes"). */
export const scopes: Record<string, string> = {
  'chat:write': 'posting and updating cards',
  commands: 'the command /sendpass',
  'im:write': 'opening a private chat with a person',
  'im:history': 'reading what people write to Sendpass',
  'app_mentions:read': 'being spoken to in a channel',
  'channels:read': 'the name of a public channel, and whether Sendpass is in it',
  'groups:read': 'the same of a private channel',
  'channels:history': 'finding a card again that was posted in a public channel before a crash',
  'groups:history': 'the same in a private channel',
  'users:read': 'who somebody is; guests and closed accounts are refused',
  'users:read.email': 'knowing people by e-mail (SLACK_SSO_MANAGED=true)',
};

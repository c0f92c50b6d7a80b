import { z } from 'zod';
import { once } from '../../src/shared/port-probe.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import type { Secret } from '../../src/shared/secret.ts';
import type { SlackOptions } from './options.ts';
import { scopes } from './scopes.ts';

type Options = Pick<SlackOptions, 'api' | 'botToken' | 'in' | 'teamId'> & { ssoManaged: boolean };

const answerShape = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team_id: z.string().optional(),
  team: z.string().optional(),
  url: z.string().optional(),
});
type Answer = z.infer<typeof answerShape> & { granted: string[] };

const page = 'https://api.slack.com/apps';

/** Asks with plain requests: the doctor has no use for the SDK. Nothing is changed. */
export function slackProbes(options: Options): Probe[] {
  const test = once(() => ask(options, 'auth.test', options.botToken));
  return [
    { id: 'slack:token', kind: 'neighbour', run: async () => tokenFinding(await test()) },
    { id: 'slack:workspace', kind: 'setting', run: async () => workspaceFinding(await test(), options.teamId) },
    ...Object.entries(scopes)
      .filter(([scope]) => scope !== 'users:read.email' || options.ssoManaged)
      .map(([scope, loss]): Probe => ({
        id: `slack:${scope}`,
        kind: 'permission',
        run: async () => scopeFinding(await test(), scope, loss),
      })),
    options.in.by === 'http' ? signingProbe(options.in.signingSecret) : appTokenProbe(options, options.in.appToken),
  ];
}

async function ask({ api }: Options, method: string, token: Secret): Promise<Answer> {
  const reply = await fetch(`${api}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.expose('slack')}` },
    redirect: 'error',
    signal: AbortSignal.timeout(8_000),
  });
  const granted = (reply.headers.get('x-oauth-scopes') ?? '').split(',').map((scope) => scope.trim());
  return { ...answerShape.parse(await reply.json()), granted: granted.filter(Boolean) };
}

const tokenFinding = ({ ok, error, team = '' }: Answer): Finding =>
  ok
    ? { status: 'ok', why: `the bot’s token is good for ${team}` }
    : {
        status: 'missing',
        why: `Slack does not take SLACK_BOT_TOKEN (${error})`,
        fix: `${page}   # the app, OAuth & Permissions: install it, then copy the Bot User OAuth Token`,
      };

function workspaceFinding({ ok, team_id }: Answer, teamId: string): Finding {
  if (!ok || team_id === undefined) return { status: 'unknown', why: 'without a token it cannot be asked' };
  if (team_id === teamId) return { status: 'ok', why: `the token is of ${teamId}, as SLACK_TEAM_ID says` };
  return {
    status: 'missing',
    why: `the token is of ${team_id}, not of SLACK_TEAM_ID`,
    fix: `SLACK_TEAM_ID=${team_id}`,
  };
}

function scopeFinding({ ok, granted }: Answer, scope: string, loss: string): Finding {
  if (!ok) return { status: 'unknown', why: 'without a token it cannot be asked' };
  if (granted.length === 0) return { status: 'unknown', why: 'Slack did not say which scopes the token has' };
  if (granted.includes(scope)) return { status: 'ok', why: loss };
  return {
    status: 'missing',
    why: `needed for: ${loss}`,
    fix: `${page}   # the app, OAuth & Permissions, Bot Token Scopes: add ${scope}, then Reinstall to Workspace`,
  };
}

/** Only Slack knows it; what can be seen is whether it has the form of one. */
const signingProbe = (secret: Secret): Probe => ({
  id: 'slack:signing-secret',
  kind: 'setting',
  run: async (): Promise<Finding> =>
    /^[0-9a-f]{32}$/.test(secret.expose('slack'))
      ? { status: 'ok', why: 'has the form of one; whether it is the right one shows at the first delivery' }
      : {
          status: 'missing',
          why: 'SLACK_SIGNING_SECRET is not 32 hexadecimal digits',
          fix: `${page}   # the app, Basic Information, Signing Secret (not the Client Secret)`,
        },
});

const appTokenProbe = (options: Options, appToken: Secret): Probe => ({
  id: 'slack:app-token',
  kind: 'neighbour',
  run: async (): Promise<Finding> => {
    const { ok, error } = await ask(options, 'apps.connections.open', appToken);
    if (ok) return { status: 'ok', why: 'Socket Mode can be opened' };
    return {
      status: 'missing',
      why: `Slack opens no connection for SLACK_APP_TOKEN (${error})`,
      fix: `${page}   # the app, Basic Information, App-Level Tokens: one with connections:write; Socket Mode: on`,
    };
  },
});

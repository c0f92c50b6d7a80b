import { startHttp } from '../../../../adapters/http/server.ts';
import { startSlack } from '../../../../adapters/slack/start-slack.ts';
import type { Slack } from '../../../../adapters/slack/start-slack.ts';
import type { RefusedDelivery, SlackOptions } from '../../../../adapters/slack/options.ts';
import type { Arrived } from '../../../../src/chat/arrived.ts';
import type { Reply } from '../../../../src/chat/reply.ts';
import { systemClock } from '../../../../src/shared/clock.ts';
import { Secret } from '../../../../src/shared/secret.ts';
import { startSandboxProcess } from '../../../support/sandbox.ts';
import type { Json } from '../../../support/sandbox.ts';

export type SlackBench = Awaited<ReturnType<typeof startSlackBench>>;

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
export const personId = '11111111-0000-4000-8000-000000000000';

/** A sandbox in its own process, and the Slack adapter behind a real HTTP door; what arrives in chat is kept and answered by `answer`. */
export async function startSlackBench(mode: 'http' | 'socket' = 'http') {
  const sandbox = await startSandboxProcess();
  await sandbox.control('PUT', '/_sandbox/chat/slack/settings', { mode });
  const env = await sandbox.env();
  const cloud = await sandbox.cloud();
  const arrived: Arrived[] = [];
  const refused: RefusedDelivery[] = [];
  const seen = new Set<string>();
  const options: SlackOptions = {
    api: String(cloud['slack']['api']),
    botToken: new Secret(env['SLACK_BOT_TOKEN']!),
    in:
      mode === 'http'
        ? { by: 'http', signingSecret: new Secret(env['SLACK_SIGNING_SECRET']!) }
        : { by: 'socket', appToken: new Secret(env['SLACK_APP_TOKEN']!) },
    teamId: env['SLACK_TEAM_ID']!,
    clock: systemClock,
    logger: silent,
    signatures: {
      async accept(signature) {
        if (seen.has(signature)) return false;
        seen.add(signature);
        return true;
      },
      release: async (signature) => void seen.delete(signature),
    },
    personOf: async ({ name, email }) => {
      if (email === 'nobody@contoso.com') return { ok: false, why: 'not-linked', say: 'Link your account first.' };
      return { ok: true, person: { id: personId, entraObjectId: personId, tenantId: 't', name, email } };
    },
    onStranger: async ({ say }) => ({
      type: 'message',
      view: { view: 'notice', title: 'Who are you?', text: say, tone: 'neutral' },
    }),
    onDeactivated: async () => undefined,
    accountOf: async (id) => (id === personId ? { email: 'mara.lindt@contoso.com' } : null),
    onArrived: async (what) => {
      arrived.push(what);
      return bench.answer(what);
    },
    homeOf: async () => ({ view: 'notice', title: 'Home', text: 'Nothing waits.', tone: 'neutral' }),
    onRefused: (what) => void refused.push(what),
  };
  const bench = {
    sandbox,
    arrived,
    refused,
    answer: (async () => ({ type: 'none' })) as (what: Arrived) => Promise<Reply>,
    slack: undefined as unknown as Slack,
    url: '',
    act: (what: string, body: Json) => sandbox.control('POST', `/_sandbox/chat/slack/${what}`, body),
    state: () => sandbox.control('GET', '/_sandbox/chat/slack/conversations') as unknown as Promise<Json[]>,
    close: async () => {
      await http.close();
      await bench.slack.stop();
      await sandbox.stop();
    },
  };
  bench.slack = await startSlack(options);
  await bench.slack.warm();
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    logger: silent,
    health: async () => ({ ok: true }),
    routes: bench.slack.route ? [{ method: 'POST', ...bench.slack.route }] : [],
  });
  bench.url = `http://127.0.0.1:${http.port}`;
  await sandbox.putBot(`${bench.url}/api/messages`);
  return bench;
}

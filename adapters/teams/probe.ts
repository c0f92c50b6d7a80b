import type { Clock } from '../../src/shared/clock.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { createBotToken } from './bot-token.ts';
import type { BotIdentity } from './options.ts';
import { createSigningKeys } from './signing-keys.ts';

type Options = { cloud: Cloud; tenantId: string; bot: BotIdentity; clock: Clock };

/** The keys incoming messages are checked with, and the bot's own token for outgoing ones. */
export function teamsProbes({ cloud, tenantId, bot, clock }: Options): Probe[] {
  const { openIdMetadataUrl } = cloud.botFramework;
  const { host } = new URL(openIdMetadataUrl);
  return [
    {
      id: 'bot:keys',
      kind: 'neighbour',
      run: async (): Promise<Finding> => {
        try {
          await createSigningKeys(openIdMetadataUrl, clock).find('none');
          return { status: 'ok', why: `signing keys of ${host} can be read` };
        } catch (thrown) {
          const { advice } = asSendpassError(thrown);
          return { status: 'missing', why: advice, fix: `curl -v ${openIdMetadataUrl}   # firewall or proxy` };
        }
      },
    },
    {
      id: 'bot:sign-in',
      kind: 'neighbour',
      run: async (): Promise<Finding> => {
        try {
          await createBotToken(bot, cloud, tenantId)();
          return { status: 'ok', why: `the bot ${bot.appId} gets its token (${bot.type})` };
        } catch (thrown) {
          const { advice, vendor } = asSendpassError(thrown);
          const code = vendor?.code ? ` (${vendor.code})` : '';
          return { status: 'missing', why: `${advice}${code}`, fix: signInFix(bot) };
        }
      },
    },
  ];
}

const signInFix = (bot: BotIdentity): string =>
  bot.type === 'SingleTenant'
    ? `az ad app credential reset --id ${bot.appId} --append   # then set BOT_APP_SECRET`
    : `az identity show --ids IDENTITY   # its client id must be BOT_APP_ID and it must be assigned to this machine`;

import { z } from 'zod';
import { isLoopback } from './shared/cloud.ts';
import { Secret } from './shared/secret.ts';

export type SignInConfig = { clientId: string; secret: Secret; publicUrl: string };

type Key = 'PUBLIC_URL' | 'SIGN_IN_CLIENT_ID' | 'SIGN_IN_CLIENT_SECRET' | 'BOT_APP_ID';
type Report = (key: string, problem: string, fix: string) => void;

/** All three, or neither of the last two. The bot's own registration is refused: a token people get for it would be good at the bot's door (facts/chat §1.3). */
export function readSignIn(read: (key: Key) => string, report: Report): SignInConfig | null {
  const [publicUrl, clientId, secret] = [
    read('PUBLIC_URL').replace(/\/$/, ''),
    read('SIGN_IN_CLIENT_ID').toLowerCase(),
    read('SIGN_IN_CLIENT_SECRET'),
  ];
  // The address alone is there for the app packages (`npm run manifest`).
  if (clientId === '' && secret === '') return null;
  const missing = (value: string): string => (value === '' ? 'is not set' : 'has another form');
  const isUrl = z.url({ protocol: /^https?$/ }).safeParse(publicUrl).success;
  if (!isUrl || (publicUrl.startsWith('http:') && !isLoopback(publicUrl)))
    report('PUBLIC_URL', missing(publicUrl), 'Set the https address at which people’s browsers reach this bot.');
  if (!z.guid().safeParse(clientId).success)
    report('SIGN_IN_CLIENT_ID', missing(clientId), 'Set the client id of the registration people sign in to.');
  else if (clientId === read('BOT_APP_ID').toLowerCase())
    report('SIGN_IN_CLIENT_ID', 'is the bot’s own registration', 'Make a registration of its own for it.');
  if (secret === '') report('SIGN_IN_CLIENT_SECRET', 'is not set', 'Set the client secret of that registration.');
  return { clientId, secret: new Secret(secret), publicUrl };
}

import { settingsFor } from '../../../src/clients/settings-for.ts';
import type { View } from '../../../src/chat/view.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { at, password } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

const credentials = (say: Say) => ({
  login: 'password' as const,
  host: 'smtp.azurecomm.net',
  port: 587,
  tls: 'STARTTLS, 1.2+' as const,
  username: 'billing-smtp',
  usernames: {
    pipe: 'acs-prod|4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11|9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4',
    dot: 'acs-prod.4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11.9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4',
    short: 'billing-smtp',
  },
  password: new Secret(password),
  from: say('invoices@mail.contoso.com'),
  endsAt: at('2027-05-20T08:00:00Z'),
});

export function revealView(say: Say): View {
  const composed = credentials(say);
  return {
    view: 'reveal',
    appName: say('Billing'),
    credentials: composed,
    client: 'php',
    settings: settingsFor('php', { ...composed, password, displayName: say('Contoso Invoices') }),
  };
}

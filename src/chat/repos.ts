import type { Audit } from '../audit/port-audit.ts';
import type { Reveals } from '../credentials/port-reveals.ts';
import type { AccountLinks } from '../people/port-account-links.ts';
import type { SignInTickets } from '../people/sign-in-ticket.ts';
import type { People } from '../people/port-people.ts';
import type { KnownApprovers } from '../policy/port-approvers.ts';
import type { MailIntents } from '../provisioning/port-mail-intents.ts';
import type { Tasks } from '../provisioning/port-tasks.ts';
import type { Requests } from '../requests/port-requests.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import type { Settings } from '../shared/port-settings.ts';
import type { Radar } from '../watch/radar/port-radar.ts';
import type { WatchResults } from '../watch/port-watch-results.ts';
import type { Cards, Conversations, Deliveries } from './port-chat-store.ts';

/** All repositories of one transaction: what the store offers. A use case names only those it touches. */
export type Repos = {
  audit: Audit;
  people: People;
  approvers: KnownApprovers;
  links: AccountLinks;
  tickets: SignInTickets;
  senders: Senders;
  requests: Requests;
  tasks: Tasks;
  radar: Radar;
  watchResults: WatchResults;
  mailIntents: MailIntents;
  reveals: Reveals;
  conversations: Conversations;
  cards: Cards;
  deliveries: Deliveries;
  settings: Settings;
  jobs: Jobs;
};

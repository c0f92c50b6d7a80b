import type { LookPorts } from '../diagnosis/look-deps.ts';
import type { Vault } from '../provisioning/port-vault.ts';
import type { Azure } from '../provisioning/port-azure.ts';
import type { MailRelay } from '../provisioning/port-mail-relay.ts';
import type { StepUp } from '../people/port-step-up.ts';
import type { Directory } from '../people/port-directory.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/port-logger.ts';
import type { Transact } from '../shared/port-transaction.ts';
import type { ChatFiles } from './port-chat-files.ts';
import type { ChatPlatform } from './port-chat-platform.ts';
import type { Repos } from './repos.ts';

/** What the chat room works with; app.ts puts it together. */
export type ChatDeps = {
  transact: Transact<Repos>;
  clock: Clock;
  logger: Logger;
  policy: Policy;
  tenantId: string;
  platform: ChatPlatform;
  files: ChatFiles;
  directory: Directory;
  /** Left out: no sign-in is set up, and what the policy asks one for is refused. */
  stepUp?: StepUp;
  azure: Pick<Azure, 'listDomains'>;
  vault: Pick<Vault, 'name' | 'get'>;
  mailRelay: Pick<MailRelay, 'endpoint' | 'tokenRequest'>;
  /** What a diagnosis looks at. */
  diagnosis: LookPorts;
  /** Bot's name in texts; a custom cloud is named with it. */
  productName: string;
  /** How many senders this process sets up at the same time; what comes after them waits its turn. */
  setUpAtOnce?: number;
};

/** What building a view needs besides the repositories. */
export type ViewDeps = Pick<ChatDeps, 'clock' | 'policy' | 'mailRelay' | 'vault' | 'setUpAtOnce'>;

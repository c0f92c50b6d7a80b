import type { ResourceKind } from '../senders/sender.ts';
import { application } from './kinds/application.ts';
import { consent } from './kinds/consent.ts';
import { exchangeAccess } from './kinds/exchange-access.ts';
import type { Kind } from './kinds/kind.ts';
import { mailFrom } from './kinds/mail-from.ts';
import { principal } from './kinds/principal.ts';
import { role } from './kinds/role.ts';
import { secret } from './kinds/secret.ts';
import { smtpUsername } from './kinds/smtp-username.ts';

/** Every kind of resource Sendpass can make. Adding a step = a file in kinds/, a line here, its edges in the relay. */
export const kinds: Record<ResourceKind, Kind> = {
  application,
  principal,
  consent,
  role,
  secret,
  'mail-from': mailFrom,
  'smtp-username': smtpUsername,
  'exchange-access': exchangeAccess,
};

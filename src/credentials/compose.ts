import { acsUsernames } from '../relays/acs.ts';
import type { Desired } from '../senders/sender.ts';
import type { Secret } from '../shared/secret.ts';
import type { ComposedCredentials } from './composed.ts';

export type ComposeInput = {
  desired: Desired;
  appId: string;
  tenantId: string;
  endpoint: { host: string; port: number };
  password: Secret;
  endsAt: Date;
};

/** What the owner pastes, put together at the moment it is shown and never stored. */
export function compose(input: ComposeInput): ComposedCredentials {
  const { desired } = input;
  const usernames = acsUsernames({
    acsResourceId: desired.acsResourceId,
    appId: input.appId,
    tenantId: input.tenantId,
    smtpUsername: desired.smtpUsername,
  });
  return {
    host: input.endpoint.host,
    port: input.endpoint.port,
    tls: 'STARTTLS, 1.2+',
    // A short one was made because the client cannot hold the long form.
    username: usernames.short ?? usernames.pipe,
    usernames,
    password: input.password,
    from: `${desired.localPart}@${desired.domain}`,
    endsAt: input.endsAt,
  };
}

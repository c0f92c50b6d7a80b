import { acsOf, acsUsernames } from '../relays/acs.ts';
import { exchangeOf } from '../relays/exchange.ts';
import type { Relay } from '../relays/relay.ts';
import { relays } from '../relays/relays.ts';
import type { Desired } from '../senders/sender.ts';
import type { Secret } from '../shared/secret.ts';
import type { ComposedCredentials, OAuthCredentials, PasswordCredentials } from './composed.ts';

export type ComposeInput = {
  desired: Desired;
  appId: string;
  /** Object id of the enterprise application. */
  principalId: string;
  tenantId: string;
  endpoint: { host: string; port: number };
  tokenRequest: { endpoint: string; scope: string };
  secret: Secret;
  endsAt: Date;
};

/** What the owner pastes, put together at the moment it is shown and never stored. */
export function compose(input: ComposeInput): ComposedCredentials {
  return composers[relays[input.desired.relay].login](input);
}

const composers: Record<Relay['login'], (input: ComposeInput) => ComposedCredentials> = {
  password: composePassword,
  oauth: composeOAuth,
};

const placeOf = ({ endpoint, endsAt }: ComposeInput) => ({ ...endpoint, tls: 'STARTTLS, 1.2+' as const, endsAt });

export function composePassword(input: ComposeInput): PasswordCredentials {
  const { desired, appId, tenantId } = input;
  const usernames = acsUsernames({ ...acsOf(desired), appId, tenantId });
  return {
    ...placeOf(input),
    login: 'password',
    username: relays[desired.relay].loginName(desired, { appId, tenantId }),
    usernames,
    password: input.secret,
    from: `${desired.localPart}@${desired.domain}`,
  };
}

export function composeOAuth(input: ComposeInput): OAuthCredentials {
  const { desired, appId, tenantId, principalId, tokenRequest } = input;
  const mailbox = relays[desired.relay].loginName(desired, { appId, tenantId });
  return {
    ...placeOf(input),
    login: 'oauth',
    mailbox,
    mailboxes: exchangeOf(desired).mailboxes,
    tenantId,
    clientId: appId,
    objectId: principalId,
    clientSecret: input.secret,
    tokenEndpoint: tokenRequest.endpoint,
    scope: tokenRequest.scope,
    // Exchange refuses a From that is not the mailbox that was logged in to (facts/azure §7.4).
    from: mailbox,
  };
}

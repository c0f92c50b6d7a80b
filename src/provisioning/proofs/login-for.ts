import type { Relay } from '../../relays/relay.ts';
import { relays } from '../../relays/relays.ts';
import type { Desired } from '../../senders/sender.ts';
import type { Secret } from '../../shared/secret.ts';
import type { SmtpLogin, TokenProof } from '../port-mail-relay.ts';

type Deps = { tokenProof: TokenProof; tenantId: string };
type Input = { desired: Desired; appId: string; secret: Secret };

const logins: Record<Relay['login'], (deps: Deps, input: Input, name: string) => Promise<SmtpLogin>> = {
  password: async (_deps, { desired, secret }, username) => ({
    relay: desired.relay,
    login: 'password',
    username,
    password: secret,
  }),
  async oauth({ tokenProof }, { desired, appId, secret }, mailbox) {
    const { token } = await tokenProof.prove({ relay: desired.relay, appId, secret });
    return { relay: desired.relay, login: 'oauth', mailbox, token };
  },
};

/** What the sender's client logs in with; for OAuth a fresh token is fetched. Throws what the token endpoint says. */
export function loginFor(deps: Deps, input: Input): Promise<SmtpLogin> {
  const relay = relays[input.desired.relay];
  const name = relay.loginName(input.desired, { appId: input.appId, tenantId: deps.tenantId });
  return logins[relay.login](deps, input, name);
}

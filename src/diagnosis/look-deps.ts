import type { Azure } from '../provisioning/port-azure.ts';
import type { Entra } from '../provisioning/port-entra.ts';
import type { MailRelay, TokenProof } from '../provisioning/port-mail-relay.ts';
import type { Vault } from '../provisioning/port-vault.ts';
import type { Clock } from '../shared/clock.ts';

/** What the looks ask. They read; the one thing they do is to log in. */
export type LookPorts = {
  entra: Pick<Entra, 'findApplication' | 'findPrincipal'>;
  azure: Pick<Azure, 'findAssignment' | 'findSmtpUsername' | 'findMailFrom' | 'listMailFroms' | 'listDomains'>;
  vault: Pick<Vault, 'get'>;
  mailRelay: Pick<MailRelay, 'endpoint' | 'logIn' | 'reach'>;
  tokenProof: TokenProof;
};

export type LookDeps = LookPorts & {
  clock: Clock;
  tenantId: string;
  /** Sendpass's share of the relay's limits: one log-in a minute and sender, however often somebody asks. */
  mayLogIn(senderId: string): Promise<boolean>;
};

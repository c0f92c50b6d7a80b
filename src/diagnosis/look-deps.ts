import type { Directory } from '../people/port-directory.ts';
import type { Azure } from '../provisioning/port-azure.ts';
import type { Entra } from '../provisioning/port-entra.ts';
import type { ExchangeAdmin } from '../provisioning/port-exchange-admin.ts';
import type { MailRelay, TokenProof } from '../provisioning/port-mail-relay.ts';
import type { Vault } from '../provisioning/port-vault.ts';
import type { Sender } from '../senders/sender.ts';
import type { Clock } from '../shared/clock.ts';
import type { Dns } from './port-dns.ts';

/** What the looks ask. They read; the one thing they do is to log in. */
export type LookPorts = {
  entra: Pick<Entra, 'findApplication' | 'findPrincipal' | 'smtpSendRole' | 'rolesGranted'>;
  azure: Pick<Azure, 'findAssignment' | 'findSmtpUsername' | 'findMailFrom' | 'listMailFroms' | 'listDomains'>;
  exchangeAdmin: Pick<ExchangeAdmin, 'look'>;
  directory: Pick<Directory, 'findByAddress'>;
  vault: Pick<Vault, 'get'>;
  mailRelay: Pick<MailRelay, 'endpoint' | 'audience' | 'logIn' | 'reach'>;
  tokenProof: TokenProof;
  dns: Dns;
};

export type LookDeps = LookPorts & {
  clock: Clock;
  tenantId: string;
  /** Sendpass's share of the relay's limits: one log-in a minute and sender, however often somebody asks. */
  mayLogIn(senderId: string): Promise<boolean>;
  /** All that send by now. */
  readySenders(): Promise<Sender[]>;
};

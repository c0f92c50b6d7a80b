import type { Audit } from '../audit/port-audit.ts';
import type { Directory } from '../people/port-directory.ts';
import type { People } from '../people/port-people.ts';
import type { Senders } from '../senders/port-senders.ts';
import type { Clock } from '../shared/clock.ts';
import type { Jobs } from '../shared/port-jobs.ts';
import type { Logger } from '../shared/port-logger.ts';
import type { Settings } from '../shared/port-settings.ts';
import type { Transact } from '../shared/port-transaction.ts';
import type { PlanLine } from './plan-line.ts';
import type { Azure } from './port-azure.ts';
import type { Entra } from './port-entra.ts';
import type { ExchangeAdmin } from './port-exchange-admin.ts';
import type { MailIntents } from './port-mail-intents.ts';
import type { MailRelay, TokenProof } from './port-mail-relay.ts';
import type { Tasks } from './port-tasks.ts';
import type { Vault } from './port-vault.ts';

/** The part of a request converge needs: who stands behind it, and what they were shown. Requests are a room below this one. */
export type ApprovedRequest = {
  submittedBy: string;
  /** Of the desired state that was approved. */
  desiredHash: string;
  plan: PlanLine[];
  decision: { by: string } | null;
};

export type ConvergeRepos = {
  senders: Senders;
  audit: Audit;
  tasks: Tasks;
  mailIntents: MailIntents;
  people: People;
  settings: Settings;
  jobs: Jobs;
  requests: { get(id: string): Promise<ApprovedRequest | undefined> };
};

export type ConvergeDeps = {
  transact: Transact<ConvergeRepos>;
  entra: Entra;
  azure: Azure;
  exchangeAdmin: ExchangeAdmin;
  vault: Vault;
  mailRelay: MailRelay;
  tokenProof: TokenProof;
  /** Says whether a mailbox was deleted, where it may be read. */
  directory?: Pick<Directory, 'findByAddress'>;
  clock: Clock;
  logger: Logger;
  tenantId: string;
  /** GUID of the role definition infra made: stands in the script that makes it. */
  roleDefinitionId: string;
  /** The tenant's longest lifetime for a secret (ISO 8601), where it may be read: named when Entra refuses ours. */
  maxSecretLifetime?(): Promise<string | null | undefined>;
  /** Stands in tags: another installation's objects are not ours to touch. */
  installationId: string;
  /** IANA; for "a working day". */
  timeZone: string;
  /** Something of this sender changed that its cards show. Called inside a transaction. */
  changed(repos: ConvergeRepos, senderId: string): Promise<void>;
};

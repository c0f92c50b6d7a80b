import type { Secret } from '../shared/secret.ts';

/** What a look at a neighbour can say. `unknown` = not there, but too soon after our own intent to be sure. */
export type Application = {
  id: string;
  appId: string;
  uniqueName: string | null;
  displayName: string;
  signInAudience: string;
  createdByAppId: string | null;
  tags: string[];
  /** Owners other than Sendpass itself. */
  ownerIds: string[];
  /** API permissions it asks for. */
  requiredResourceAccess: { resourceAppId: string; roleIds: string[] }[];
  requiredResourceAccessCount: number;
  federatedCredentialCount: number;
  keyCredentialCount: number;
  passwords: { keyId: string; displayName: string | null; endsAt: Date }[];
};

export type Principal = { id: string; appId: string; enabled: boolean };

/**
 * Entra applications of this tenant. Every call throws SendpassError: `not-yet` (replication answers), `retryable` (429/5xx, with
 * retryAfterMs), `needs-person` (permission, tenant policy) or `bug`.
 */
export type Entra = {
  /** Client id of Sendpass's own identity, to compare with createdByAppId. */
  ownAppId: string;
  /**
   * PATCH by uniqueName with create-if-missing. `created` is false on 204: then the caller checks whose it is. When it was created,
   * `application` is what the vendor answered: no read, which would lag, is needed.
   */
  upsertApplication(wish: {
    uniqueName: string;
    displayName: string;
    notes: string;
    tags: string[];
    /** The one API permission it asks for (classic Exchange); none otherwise. */
    requiredRole?: { resourceAppId: string; roleId: string };
  }): Promise<{ created: boolean; application?: Application }>;
  findApplication(uniqueName: string): Promise<Application | undefined>;
  /**
   * Soft delete; its principal goes with it. Resolves also when Entra answers "not there" – which a replica that lags answers about an
   * application it has not heard of. So resolving is no proof: whoever needs certainty reads again after the settling time.
   */
  deleteApplication(id: string): Promise<void>;
  /** Brings a deleted application back, for 30 days; false when it is not among the deleted ones (any more). */
  restoreApplication(id: string): Promise<boolean>;
  /** Finds the one that is there already; `not-yet` while the application has not replicated. */
  createPrincipal(appId: string): Promise<Principal>;
  findPrincipal(appId: string): Promise<Principal | undefined>;
  /** As deleteApplication: resolving is no proof that it is gone. */
  deletePrincipal(id: string): Promise<void>;
  /** SMTP.SendAsApp of Office 365 Exchange Online, resolved by value at run time (facts/azure §1.2). `resourceId` = that principal's object id. */
  smtpSendRole(): Promise<{ resourceId: string; resourceAppId: string; roleId: string }>;
  /** Application permissions an administrator consented to. */
  rolesGranted(principalId: string): Promise<{ resourceId: string; roleId: string }[]>;
  setPrincipalEnabled(id: string, enabled: boolean): Promise<void>;
  /** Never repeated by itself: after `retryable` a password may be there whose value nobody has. */
  addPassword(
    applicationId: string,
    wish: { displayName: string; endsAt: Date },
  ): Promise<{ keyId: string; secret: Secret; endsAt: Date }>;
  /** Resolves also when no such key is left. */
  removePassword(applicationId: string, keyId: string): Promise<void>;
};

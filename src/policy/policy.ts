import { z } from 'zod';
import { IANAZone } from 'luxon';
import { approvalSchema } from './approval.ts';
import { duration, group } from './values.ts';

/** `policy.json`. Unknown keys are refused: a mistyped rule must not silently not apply. */
const address = z
  .string()
  .toLowerCase()
  .regex(/^[^@\s]+@[^@\s]+$/, 'must be a mail address');

/** Exchange Online as a relay; left out = not offered here. */
const exchange = z.strictObject({
  /** Accepted domains of Exchange whose mailboxes senders may use. */
  domains: z.array(z.string().toLowerCase().min(3)).min(1),
  /** `app-rbac`: a role in a scope of its own. `classic`: SMTP.SendAsApp with consent, FullAccess and SendAs (facts/azure §7.2). */
  access: z.enum(['app-rbac', 'classic']).default('app-rbac'),
  /** `task`: an administrator runs a script. `rest`: Sendpass does, by a route Microsoft does not support; the task is the fallback. */
  administration: z.enum(['task', 'rest']).default('task'),
  /** With `rest`: how long Exchange may answer nothing but errors before a person is asked as well. */
  restPatience: duration.default('PT15M'),
  /** A mailbox no sender is given: each new credential must be refused for it. */
  outsideMailbox: address.optional(),
  /** Mailboxes of accounts that may sign in but are nobody's own: without a line here they count as a person's. */
  serviceMailboxes: z.array(address).default([]),
});

const rules = z.strictObject({
  $schema: z.string().optional(),
  approvers: z.array(group).min(1),
  /** May set the approvals channel, besides approvers. */
  operators: z.array(group).default([]),
  /** Domains senders may use through ACS; each must also be verified and linked. */
  domains: z.array(z.string().toLowerCase().min(3)).default([]),
  exchange: exchange.optional(),
  reservedLocalParts: z.array(z.string().toLowerCase()).default([]),
  maxSecretLifetime: duration.default('P1Y'),
  /** A request nobody decided expires after this. */
  pendingExpiry: duration.default('P7D'),
  /** How many requests of one person may wait for a decision at once: approvers read each of them. */
  maxOpenRequests: z.int().min(1).default(10),
  /** How long after the proof the owner may reveal. */
  revealWindow: duration.default('P7D'),
  /** What is looked at again after the proof, although nobody asks. */
  watch: z
    .strictObject({
      /** From one look at a sender to the next. */
      every: duration.default('PT1H'),
    })
    .default({ every: 'PT1H' }),
  /** Time zone of dates that no platform token can localise, and of "a working day". */
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'is not a time zone this machine knows')
    .default('UTC'),
  approval: approvalSchema.prefault({}),
});

export const policySchema = rules.refine((policy) => policy.domains.length > 0 || policy.exchange !== undefined, {
  path: ['domains'],
  error: 'names no domain, and no relay has one',
});

export type Policy = z.infer<typeof policySchema>;
export type { PeopleGroup } from './values.ts';

import { z } from 'zod';
import { Duration, IANAZone } from 'luxon';

const duration = z
  .string()
  .refine(isDuration, 'must be an ISO 8601 duration such as P6M or PT30S, longer than nothing');

/** Luxon takes negative ones too: they would make every request expire at once. */
function isDuration(text: string): boolean {
  const read = Duration.fromISO(text);
  return read.isValid && read.toMillis() > 0;
}

const group = z.union([
  z.strictObject({ entraGroup: z.guid() }),
  z.strictObject({ slackGroup: z.string().min(1) }),
  z.strictObject({ people: z.array(z.guid()).min(1) }),
]);

/** `policy.json`. Unknown keys are refused: a mistyped rule must not silently not apply. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  approvers: z.array(group).min(1),
  /** May set the approvals channel, besides approvers. */
  operators: z.array(group).default([]),
  /** Domains senders may use; each must also be verified and linked. */
  domains: z.array(z.string().toLowerCase().min(3)).min(1),
  reservedLocalParts: z.array(z.string().toLowerCase()).default([]),
  maxSecretLifetime: duration.default('P1Y'),
  /** A request nobody decided expires after this. */
  pendingExpiry: duration.default('P7D'),
  /** How long after the proof the owner may reveal. */
  revealWindow: duration.default('P7D'),
  /** Time zone of dates that no platform token can localise, and of "a working day". */
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'is not a time zone this machine knows')
    .default('UTC'),
});

export type Policy = z.infer<typeof policySchema>;
export type PeopleGroup = Policy['approvers'][number];

import { z } from 'zod';
import { DateTime } from 'luxon';
import { duration, durationOrNone, groups } from './values.ts';

/** What a request must be like for a rule to apply; everything that is named must hold. */
const condition = z.strictObject({
  perHourOver: z.int().min(0).optional(),
  perDayOver: z.int().min(0).optional(),
  perHourUpTo: z.int().min(1).optional(),
  perDayUpTo: z.int().min(1).optional(),
  recipients: z.enum(['internal', 'external']).optional(),
  /** A name that looks like somebody's, or could not be compared. */
  impersonationRisk: z.boolean().optional(),
  relay: z.enum(['acs', 'exchange']).optional(),
  /** What is asked for, as requests name it. */
  kinds: z
    .array(z.enum(['new-sender', 'change', 'migrate', 'retire', 'restart']))
    .min(1)
    .optional(),
});

const name = z.string().trim().min(1).max(60);
const quorum = z.int().min(1).max(20);

/** One group of people that has to agree, before the next one is asked. */
const stage = z.strictObject({ name, approvers: groups, quorum: quorum.default(1) });

/** Raises what is asked for: `quorum` of a stage there is (the first, unless named), or further `stages` after those. */
const rule = z
  .strictObject({
    name: name.optional(),
    when: condition.default({}),
    quorum: quorum.optional(),
    stage: name.optional(),
    stages: z.array(stage).min(1).optional(),
  })
  .refine((each) => each.quorum !== undefined || each.stages !== undefined, {
    error: 'asks for nothing: give it a quorum or stages',
  })
  .refine((each) => each.stage === undefined || each.quorum !== undefined, {
    path: ['stage'],
    error: 'names a stage, but no quorum for it',
  });

const autoRule = z.strictObject({
  name,
  when: condition.refine((when) => Object.keys(when).length > 0, {
    error: 'names no condition: everything would be approved',
  }),
});

const moment = z
  .string()
  .refine((text) => DateTime.fromISO(text).isValid, 'must be a date or a date and time such as 2026-12-20T18:00');

const freeze = z
  .strictObject({ name, from: moment, until: moment })
  .refine((each) => !(DateTime.fromISO(each.from) >= DateTime.fromISO(each.until)), {
    path: ['until'],
    error: 'must come after from',
  });

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as 09:00');

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const reminders = z
  .strictObject({
    /** At most one for all that waits; in whole days it is the first minute of the working hours. */
    every: duration.default('P1D'),
    /** What came later than this is not reminded of yet. */
    after: durationOrNone.default('PT4H'),
    from: clockTime.default('09:00'),
    until: clockTime.default('17:00'),
    days: z.array(z.enum(weekdays)).min(1).default(['mon', 'tue', 'wed', 'thu', 'fri']),
  })
  .refine((each) => each.from < each.until, { path: ['until'], error: 'must come after from' });

const nothing = <Value extends z.ZodType>(value: Value) => value.prefault({} as z.input<Value>);

/** `approval` of policy.json: everything beyond "one of the approvers agrees". Times of day and dates count in `timeZone`. */
export const approvalSchema = z.strictObject({
  /** In order. Left out: one stage, the policy's approvers, one of them. */
  stages: z.array(stage).min(1).optional(),
  rules: z.array(rule).default([]),
  autoApprove: z.array(autoRule).default([]),
  reminders: nothing(reminders),
  /** When nobody said a word for this long, these people are asked as well, and may decide from then on. */
  escalation: z.array(z.strictObject({ after: duration, to: groups })).default([]),
  /** The requester may ask again this often. */
  nudgeEvery: duration.default('PT4H'),
  freezes: z.array(freeze).default([]),
  /** Somebody who was not an approver before decides nothing for this long. */
  newApproverWaits: durationOrNone.default('PT24H'),
  /** What asks for a fresh sign-in first. */
  stepUp: z.array(z.enum(['approve', 'reveal'])).default([]),
  /** What an approver may change while approving. */
  approverMayChange: z
    .array(z.enum(['lifetime', 'perHour', 'perDay', 'localPart', 'displayName']))
    .default(['lifetime', 'perHour', 'perDay', 'localPart']),
});

export type Approval = z.infer<typeof approvalSchema>;
export type Condition = z.infer<typeof condition>;
export type ApprovalRule = z.infer<typeof rule>;
export const ruleSchema = rule;
export const stageSchema = stage;

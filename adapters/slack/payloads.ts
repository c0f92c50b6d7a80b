import { z } from 'zod';

// What Sendpass reads of Slack's deliveries; everything else is dropped at the door (docs.slack.dev: "Interaction payloads", "Slash
// commands", "Events API").

/** An id that can be stored. */
const id = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[\x21-\x7e]+$/);
const team = z.object({ id }).nullish();
const user = z.object({ id, team_id: id.nullish() });

const viewShape = z.object({
  id,
  type: z.string().max(50),
  callback_id: z.string().max(300).default(''),
  private_metadata: z.string().max(10_000).default(''),
  hash: z.string().max(300).nullish(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).nullish(),
});
export type SlackView = z.infer<typeof viewShape>;

export const clickShape = z.object({
  type: z.literal('block_actions'),
  team,
  user,
  trigger_id: id,
  channel: z.object({ id, name: z.string().max(300).nullish() }).nullish(),
  container: z.object({ message_ts: id.nullish(), is_ephemeral: z.boolean().nullish() }).nullish(),
  message: z.object({ ts: id }).nullish(),
  view: viewShape.nullish(),
  actions: z.array(z.record(z.string(), z.unknown())).min(1).max(10),
});
export type Click = z.infer<typeof clickShape>;

/** Who it was, of any kind of interaction. */
export const personShape = z.object({ team, user });

export const submissionShape = z.object({
  type: z.literal('view_submission'),
  team,
  user,
  trigger_id: id.optional(),
  view: viewShape,
});
export type Submission = z.infer<typeof submissionShape>;

export const commandShape = z.object({
  team_id: id,
  user_id: id,
  channel_id: id,
  channel_name: z.string().max(300).default(''),
  text: z.string().max(20_000).default(''),
  trigger_id: id,
});
export type Command = z.infer<typeof commandShape>;

export const eventShape = z.object({
  team_id: id,
  event_id: id,
  event: z.object({
    type: z.string().max(100),
    subtype: z.string().max(100).optional(),
    channel_type: z.string().max(50).optional(),
    // Of `user_change` it is the whole user.
    user: z.union([id, z.object({ id }).transform((whole) => whole.id)]).optional(),
    user_team: id.nullish(),
    inviter: id.optional(),
    bot_id: id.optional(),
    channel: z.union([id, z.object({ id }).transform((whole) => whole.id)]).optional(),
    text: z.string().max(40_000).optional(),
    ts: id.optional(),
    thread_ts: id.optional(),
    tab: z.string().max(50).optional(),
    files: z.array(z.unknown()).max(50).optional(),
  }),
});
export type Event = z.infer<typeof eventShape>;

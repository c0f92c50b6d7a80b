import { z } from 'zod';

/** An id that can be stored: neither NUL nor half a surrogate pair stands in one that Teams made. */
const id = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'is not an id');

/**
 * What Sendpass reads of an activity. Everything else is dropped at the door; unknown types and names are legal (facts/chat.md §2
 * "be ready for unknown events").
 */
export const activitySchema = z.object({
  type: z.string().max(100),
  id: id(300),
  name: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().min(1).max(500),
  from: z.object({
    id: id(300),
    name: z.string().max(300).optional(),
    aadObjectId: z.guid().optional(),
  }),
  recipient: z.object({ id: id(300), name: z.string().max(300).optional() }),
  conversation: z.object({
    id: id(500),
    conversationType: z.string().max(50).optional(),
    tenantId: z.guid().optional(),
    name: z.string().max(300).nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: z.guid() }).optional(),
      channel: z.object({ id: z.string().max(300), name: z.string().max(300).nullish() }).optional(),
      team: z.object({ id: z.string().max(300), name: z.string().max(300).nullish() }).optional(),
    })
    .optional(),
  text: z.string().max(28_000).optional(),
  entities: z.array(z.record(z.string(), z.unknown())).max(100).optional(),
  attachments: z
    .array(
      z.object({
        contentType: z.string().max(200).optional(),
        name: z.string().max(400).nullish(),
        content: z.unknown().optional(),
      }),
    )
    .max(50)
    .nullish(),
  replyToId: z.union([z.literal(''), id(300)]).optional(),
  locale: z.string().max(50).optional(),
  localTimezone: z.string().max(100).optional(),
  value: z.unknown().optional(),
});

export type TeamsActivity = z.infer<typeof activitySchema>;

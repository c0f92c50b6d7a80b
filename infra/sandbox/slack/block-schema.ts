// The blocks a message, a modal or a home tab may hold, and views. Types that Slack has and this table lacks (video, file, card, …) are
// refused as unsupported, so that nobody relies on what was never looked at here.
import { z } from 'zod';
import { accessory, actionElement, anyText, id, image, inputElement, plain } from './block-parts.ts';
import { LIMITS } from './table.ts';

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: id,
    text: anyText(LIMITS.sectionText).optional(),
    fields: z.array(anyText(LIMITS.fieldText)).min(1).max(LIMITS.sectionFields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((each) => each.text !== undefined || each.fields !== undefined, {
    message: 'must define either `text` or `fields`',
  });
const header = z.strictObject({ type: z.literal('header'), block_id: id, text: plain(LIMITS.headerText) });
const divider = z.strictObject({ type: z.literal('divider'), block_id: id });
const contextElement = z.union([image, anyText(LIMITS.contextText)]);
const context = z.strictObject({
  type: z.literal('context'),
  block_id: id,
  elements: z.array(contextElement).min(1).max(LIMITS.contextElements),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: id,
  elements: z.array(actionElement).min(1).max(LIMITS.actionsElements),
});
const input = z.strictObject({
  type: z.literal('input'),
  block_id: id,
  label: plain(LIMITS.inputLabel),
  element: inputElement,
  hint: plain(LIMITS.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const imageBlock = z
  .strictObject({
    ...image.shape,
    block_id: id,
    title: plain(LIMITS.imageTitle).optional(),
  })
  .refine((each) => (each.image_url === undefined) !== (each.slack_file === undefined), {
    message: 'must define either `image_url` or `slack_file`',
  });

const richElement = z.looseObject({ type: z.string() });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: id,
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
      elements: z.array(richElement),
    }),
  ),
});
const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: id,
  text: z.string().min(1).max(LIMITS.markdownText),
});
const cell = z.discriminatedUnion('type', [
  richText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.looseObject({ type: z.literal('raw_number'), value: z.number() }),
]);
const table = z.strictObject({
  type: z.literal('table'),
  block_id: id,
  rows: z.array(z.array(cell).max(LIMITS.tableColumns)).min(1).max(LIMITS.tableRows),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(LIMITS.tableColumns)
    .optional(),
});

const anywhere = [section, header, divider, context, actions, input, imageBlock, richText] as const;
/** Tables and Markdown are for messages only. */
const messageBlock = z.discriminatedUnion('type', [...anywhere, markdown, table]);
const viewBlock = z.discriminatedUnion('type', [...anywhere]);

export const messageBlocks = z.array(messageBlock).max(LIMITS.blocksPerMessage);

const viewBase = {
  blocks: z.array(viewBlock).max(LIMITS.blocksPerView),
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
  callback_id: z.string().max(LIMITS.id).optional(),
  external_id: z.string().max(LIMITS.id).optional(),
};
export const modalView = z.strictObject({
  type: z.literal('modal'),
  ...viewBase,
  title: plain(LIMITS.viewTitle),
  submit: plain(LIMITS.viewButton).optional(),
  close: plain(LIMITS.viewButton).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});
export const homeView = z.strictObject({ type: z.literal('home'), ...viewBase });

// What Block Kit's blocks are made of: texts, options, confirmations and elements. Strict, as Slack is: a property it does not know is
// refused.
import { z } from 'zod';
import { LIMITS } from './table.ts';

export const id = z.string().max(LIMITS.id).optional();
const text = (max: number) => z.string().min(1).max(max);

export const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });
export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const confirm = z
  .strictObject({
    title: plain(LIMITS.confirmTitle),
    text: anyText(LIMITS.confirmText),
    confirm: plain(LIMITS.confirmButton),
    deny: plain(LIMITS.confirmButton),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .optional();

const option = z.strictObject({
  text: anyText(LIMITS.optionText),
  value: z.string().max(LIMITS.optionValue),
  description: anyText(LIMITS.optionDescription).optional(),
  url: z.string().max(LIMITS.url).optional(),
});
/** Selects show their options as plain text. */
const plainOption = option.extend({
  text: plain(LIMITS.optionText),
  description: plain(LIMITS.optionDescription).optional(),
});
const placeholder = plain(LIMITS.placeholder).optional();
const focus = z.boolean().optional();
const dispatch = z
  .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
  .optional();

export const image = z
  .strictObject({
    type: z.literal('image'),
    image_url: z.string().min(1).max(LIMITS.url).optional(),
    slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
    alt_text: text(LIMITS.imageAlt),
  })
  .refine((each) => (each.image_url === undefined) !== (each.slack_file === undefined), {
    message: 'must define either `image_url` or `slack_file`',
  });

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plain(LIMITS.buttonText),
  url: z.string().max(LIMITS.url).optional(),
  value: z.string().max(LIMITS.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm,
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
});

const base = { action_id: id, confirm, focus_on_load: focus, placeholder };
const list = {
  options: z.array(plainOption).min(1).max(LIMITS.options).optional(),
  option_groups: z
    .array(
      z.strictObject({ label: plain(LIMITS.optionText), options: z.array(plainOption).min(1).max(LIMITS.options) }),
    )
    .min(1)
    .max(LIMITS.optionGroups)
    .optional(),
};
const oneList = (each: { options?: unknown; option_groups?: unknown }): boolean =>
  (each.options === undefined) !== (each.option_groups === undefined);
const oneListMessage = { message: 'must define either `options` or `option_groups`' };
const many = { max_selected_items: z.number().int().min(1).optional() };
const ids = z.array(z.string()).optional();

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...base, ...list, initial_option: plainOption.optional() })
  .refine(oneList, oneListMessage);
const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...base,
    ...list,
    ...many,
    initial_options: z.array(plainOption).min(1).optional(),
  })
  .refine(oneList, oneListMessage);
const usersSelect = z.strictObject({ type: z.literal('users_select'), ...base, initial_user: z.string().optional() });
const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...base,
  ...many,
  initial_users: ids,
});
const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...base,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z.record(z.string(), z.unknown()).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...base,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...base,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional(),
});
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...base,
  initial_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  action_id: id,
  confirm,
  focus_on_load: focus,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
});
const boxes = {
  action_id: id,
  confirm,
  focus_on_load: focus,
  options: z.array(option).min(1).max(LIMITS.radioOptions),
};
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...boxes,
  initial_options: z.array(option).min(1).optional(),
});
const radioButtons = z.strictObject({ type: z.literal('radio_buttons'), ...boxes, initial_option: option.optional() });
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  confirm,
  options: z.array(plainOption).min(1).max(LIMITS.overflowOptions),
});

const field = { action_id: id, placeholder, focus_on_load: focus, dispatch_action_config: dispatch };
const initial = z.string().max(LIMITS.inputText).optional();
const plainInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...field,
  initial_value: initial,
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(LIMITS.inputText).optional(),
  max_length: z.number().int().min(1).max(LIMITS.inputText).optional(),
});
const emailInput = z.strictObject({ type: z.literal('email_text_input'), ...field, initial_value: initial });
const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...field, initial_value: initial });
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...field,
  is_decimal_allowed: z.boolean(),
  initial_value: initial,
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

const selects = [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
] as const;
const pickers = [datepicker, timepicker, checkboxes, radioButtons] as const;

export const accessory = z.discriminatedUnion('type', [button, image, overflow, ...selects, ...pickers]);
export const actionElement = z.discriminatedUnion('type', [button, overflow, datetimepicker, ...selects, ...pickers]);
export const inputElement = z.discriminatedUnion('type', [
  plainInput,
  emailInput,
  urlInput,
  numberInput,
  datetimepicker,
  ...selects,
  ...pickers,
]);

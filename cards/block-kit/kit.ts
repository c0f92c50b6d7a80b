/**
 * The part of Block Kit that Sendpass writes. Narrower than the vendor's types on purpose: what is not here cannot be sent. A test holds it
 * against `@slack/types`.
 */
export type PlainText = { type: 'plain_text'; text: string; emoji: false };
export type Mrkdwn = { type: 'mrkdwn'; text: string; verbatim: true };

export type RichStyle = { bold?: true; code?: true };
export type RichElement =
  | { type: 'text'; text: string; style?: RichStyle }
  | { type: 'date'; timestamp: number; format: string; fallback: string };
export type RichPart =
  | { type: 'rich_text_section'; elements: RichElement[] }
  | { type: 'rich_text_quote'; elements: RichElement[] }
  | { type: 'rich_text_preformatted'; elements: { type: 'text'; text: string }[] };

export type Confirm = {
  title: PlainText;
  text: PlainText;
  confirm: PlainText;
  deny: PlainText;
  style?: 'danger';
};

export type Option = { text: PlainText; value: string };
export type OptionGroup = { label: PlainText; options: Option[] };
/** A list up to the limit, or the same in groups. */
export type Options = { options: Option[] } | { option_groups: OptionGroup[] };

export type ButtonElement = {
  type: 'button';
  action_id: string;
  text: PlainText;
  accessibility_label: string;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
  confirm?: Confirm;
};
export type OverflowElement = { type: 'overflow'; action_id: string; options: Option[] };

export type InputElement = { action_id: string } & (
  | {
      type: 'plain_text_input';
      multiline: boolean;
      max_length: number;
      initial_value?: string;
      placeholder?: PlainText;
    }
  | {
      type: 'number_input';
      is_decimal_allowed: false;
      min_value: string;
      max_value: string;
      initial_value?: string;
    }
  | ({ type: 'static_select'; placeholder: PlainText; initial_option?: Option } & Options)
  | ({ type: 'multi_static_select'; placeholder: PlainText; initial_options?: Option[] } & Options)
  | { type: 'radio_buttons'; options: Option[]; initial_option?: Option }
  | { type: 'checkboxes'; options: Option[]; initial_options?: Option[] }
  | { type: 'users_select'; placeholder: PlainText; initial_user?: string }
  | { type: 'datepicker'; placeholder: PlainText; initial_date?: string }
);

export type SlackBlock =
  | { type: 'header'; text: PlainText }
  | { type: 'rich_text'; elements: RichPart[] }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'context'; elements: (PlainText | Mrkdwn)[] }
  | { type: 'divider' }
  | { type: 'actions'; elements: (ButtonElement | OverflowElement)[] }
  | {
      type: 'input';
      block_id: string;
      label: PlainText;
      hint?: PlainText;
      optional: boolean;
      element: InputElement;
    };

export type SlackModal = {
  type: 'modal';
  title: PlainText;
  close: PlainText;
  submit?: PlainText;
  callback_id: string;
  private_metadata: string;
  blocks: SlackBlock[];
};
export type SlackHome = { type: 'home'; blocks: SlackBlock[] };

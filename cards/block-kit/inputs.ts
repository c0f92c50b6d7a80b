import type { Choice, Input } from '../card.ts';
import { clean, shorten } from '../clean.ts';
import { slackLimits } from '../limits-slack.ts';
import type { Context } from './context.ts';
import { longValue } from './ids.ts';
import type { InputElement, Option, Options, SlackBlock } from './kit.ts';
import { richBlocks } from './pack.ts';
import { plainText, rich } from './text.ts';

/** The element's own id; the block's is the field, so that an answer names errors by field. */
export const inputActionId = 'value';

/** An input, and the server's error under it where the view is drawn anew: on a submit Slack shows it itself (`renderErrors`). */
export function inputBlocks(input: Input, context: Context): SlackBlock[] {
  const element = elementOf(input, context);
  if (element === null) return richBlocks([rich(`${labelOf(input)}: there is nothing to choose from.`)], 2000);
  const { hint, error } = input;
  const block: SlackBlock = {
    type: 'input',
    block_id: input.field,
    label: plainText(labelOf(input), slackLimits.fieldLabel),
    ...(hint === undefined ? {} : { hint: plainText(hint, slackLimits.hint) }),
    optional: !input.required,
    element,
  };
  if (error === null) return [block];
  return [block, ...richBlocks([rich(`❌ ${shorten(clean(error), context.limits.error)}`, { bold: true })], 2000)];
}

/** Slack adds the word itself. */
const labelOf = ({ label, required }: Input): string => (required ? label : label.replace(/ \(optional\)$/, ''));

/** Null: a list without entries, which Slack refuses. */
function elementOf(input: Input, context: Context): InputElement | null {
  const action_id = inputActionId;
  const value = clean(input.value);
  switch (input.input) {
    case 'text':
    case 'multiline':
      return textInput(input, value);
    case 'number': {
      const number = Number(value);
      // What is no whole number cannot stand there; the error says what is wanted.
      const kept = value.trim() !== '' && Number.isInteger(number) ? { initial_value: String(number) } : {};
      const bounds = { min_value: String(input.min), max_value: String(input.max) };
      return { type: 'number_input', action_id, is_decimal_allowed: false, ...bounds, ...kept };
    }
    case 'date': {
      const kept = /^\d{4}-\d\d-\d\d$/.test(value) ? { initial_date: value } : {};
      return {
        type: 'datepicker',
        action_id,
        placeholder: plainText('Choose a day', slackLimits.placeholder),
        ...kept,
      };
    }
    case 'choice':
      return oneOf(input, value, input.look, context);
    case 'choices':
      return severalOf(input, value.split(','), context);
    case 'person':
      return person(input, value, context);
  }
}

function textInput(input: Extract<Input, { input: 'text' | 'multiline' }>, value: string): InputElement {
  const most = Math.min(input.maxLength, slackLimits.inputValue);
  const multiline = input.input === 'multiline';
  const kept = shorten(multiline ? value : value.replace(/\s+/g, ' '), most);
  return {
    type: 'plain_text_input',
    action_id: inputActionId,
    multiline,
    max_length: most,
    ...(kept === '' ? {} : { initial_value: kept }),
    ...(input.placeholder === undefined ? {} : { placeholder: plainText(input.placeholder, slackLimits.placeholder) }),
  };
}

const placeholder = plainText('Choose…', slackLimits.placeholder);

function oneOf(
  { choices }: { choices: Choice[] },
  value: string,
  look: 'menu' | 'radio',
  context: Context,
): InputElement | null {
  const options = optionsOf(choices, context);
  const initial = options.find((_, index) => choicesKept(choices)[index]?.value === value);
  const kept = initial === undefined ? {} : { initial_option: initial };
  if (options.length === 0) return null;
  if (look === 'radio' && options.length <= slackLimits.radios)
    return { type: 'radio_buttons', action_id: inputActionId, options, ...kept };
  return { type: 'static_select', action_id: inputActionId, placeholder, ...listed(options), ...kept };
}

function severalOf(
  { choices, look }: { choices: Choice[]; look: 'menu' | 'checks' },
  values: string[],
  context: Context,
): InputElement | null {
  const options = optionsOf(choices, context);
  const initial = options.filter((_, index) => values.includes(choicesKept(choices)[index]?.value ?? ''));
  const kept = initial.length === 0 ? {} : { initial_options: initial };
  if (options.length === 0) return null;
  if (look === 'checks' && options.length <= slackLimits.radios)
    return { type: 'checkboxes', action_id: inputActionId, options, ...kept };
  return { type: 'multi_static_select', action_id: inputActionId, placeholder, ...listed(options), ...kept };
}

/** From the whole workspace where Slack users are known; who is chosen already and has no Slack user must not get lost on the way. */
function person(input: Extract<Input, { input: 'person' }>, value: string, context: Context): InputElement | null {
  const user = value === '' ? undefined : context.slackUserOf?.(value);
  const isPickable = context.slackUserOf !== null && (value === '' || user !== undefined);
  if (!isPickable) return oneOf(input, value, 'menu', context);
  return {
    type: 'users_select',
    action_id: inputActionId,
    placeholder: plainText('Choose a person', slackLimits.placeholder),
    ...(user === undefined ? {} : { initial_user: user }),
  };
}

const mostChoices = slackLimits.choices * slackLimits.choiceGroups;

/** Each value once: Slack cannot tell two of the same apart. */
const choicesKept = (choices: Choice[]): Choice[] =>
  [...new Map(choices.map((choice) => [choice.value, choice])).values()].slice(0, mostChoices);

const optionsOf = (choices: Choice[], context: Context): Option[] =>
  choicesKept(choices).map(({ title, value }) => ({
    text: plainText(title || value, slackLimits.choiceTitle),
    value: value.length <= slackLimits.choiceValue && value !== '' ? value : elsewhere(value, context),
  }));

/** A mail address may be longer than an option's value: it travels in the form's metadata. */
function elsewhere(value: string, { long }: Context): string {
  const known = long.indexOf(value);
  return longValue(known >= 0 ? known : long.push(value) - 1);
}

/** More than a hundred stand in groups of a hundred. */
function listed(options: Option[]): Options {
  const most = slackLimits.choices;
  if (options.length <= most) return { options };
  const count = Math.ceil(options.length / most);
  const groups = Array.from({ length: count }, (_, index) => options.slice(index * most, (index + 1) * most));
  return {
    option_groups: groups.map((group) => ({
      label: plainText(`${group[0]?.text.text ?? ''} – ${group.at(-1)?.text.text ?? ''}`, slackLimits.choiceTitle),
      options: group,
    })),
  };
}

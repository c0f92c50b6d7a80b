// What a person has typed and chosen, as `state.values` shows it, and what the client itself would not send.
import type { Context } from '../context.ts';
import { interactive, titleOf, type Element } from './blocks.ts';
import { isNode, textOf, type Node } from './node.ts';
import { findUser } from './users.ts';

export type Inputs = Record<string, unknown>;
export type FieldProblem = { id: string; message: string };
export type Values = Record<string, Record<string, Node>>;

/** Name of the value in `state.values` and in an action, per type of element. */
const KEYS: Record<string, { key: string; initial: string; many?: true; options?: true; people?: true }> = {
  plain_text_input: { key: 'value', initial: 'initial_value' },
  email_text_input: { key: 'value', initial: 'initial_value' },
  url_text_input: { key: 'value', initial: 'initial_value' },
  number_input: { key: 'value', initial: 'initial_value' },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
  static_select: { key: 'selected_option', initial: 'initial_option', options: true },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', options: true },
  overflow: { key: 'selected_option', initial: 'initial_option', options: true },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', options: true, many: true },
  checkboxes: { key: 'selected_options', initial: 'initial_options', options: true, many: true },
  users_select: { key: 'selected_user', initial: 'initial_user', people: true },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', people: true, many: true },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
};

/** `inputs` by action id, by block id, or by `block.action`; what is not given keeps what was typed before, or the initial value. */
export function stateOf(context: Context, blocks: Node[], inputs: Inputs, before: Values): Values {
  const values: Values = {};
  for (const each of interactive(blocks)) {
    const type = textOf(each.element['type']);
    if (KEYS[type] === undefined || type === 'overflow') continue;
    (values[each.blockId] ??= {})[each.actionId] = { type, ...valueOf(context, each, inputs, before) };
  }
  return values;
}

/** The value of one element under its name on the wire. */
export function valueOf(context: Context, each: Element, inputs: Inputs, before: Values): Node {
  const type = textOf(each.element['type']);
  const rule = KEYS[type];
  if (rule === undefined) return {};
  const given = givenFor(each, inputs);
  const typed = before[each.blockId]?.[each.actionId];
  if (given !== undefined) return { [rule.key]: converted(context, each, rule, given) };
  if (typed?.['type'] === type) return { [rule.key]: typed[rule.key] };
  return { [rule.key]: each.element[rule.initial] ?? (rule.many === true ? [] : null) };
}

const givenFor = ({ blockId, actionId }: Element, inputs: Inputs): unknown =>
  inputs[`${blockId}.${actionId}`] ?? inputs[actionId] ?? inputs[blockId];

function converted(context: Context, each: Element, rule: (typeof KEYS)[string], given: unknown): unknown {
  const one = (value: unknown): unknown => {
    if (rule?.options === true) return optionsOf(each.element).find((option) => isChosen(option, value)) ?? null;
    if (rule?.people === true) return findUser(context, textOf(value))?.userId ?? value;
    if (rule?.key === 'selected_date_time') return Number(value);
    return value === '' ? null : value;
  };
  if (rule?.many !== true) return one(given);
  return (Array.isArray(given) ? given : [given]).map(one).filter((value) => value !== null);
}

export function optionsOf(element: Node): Node[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'].filter(isNode) : [element];
  return groups.flatMap(({ options }) => (Array.isArray(options) ? options.filter(isNode) : []));
}

const isChosen = (option: Node, value: unknown): boolean =>
  option['value'] === value || (isNode(option['text']) && option['text']['text'] === value);

/** Empty: Slack's client sends it. */
export function checkInputs(blocks: Node[], inputs: Inputs, values: Values): FieldProblem[] {
  const known = interactive(blocks);
  const names = new Set(known.flatMap(({ blockId, actionId }) => [actionId, blockId, `${blockId}.${actionId}`]));
  const stray = Object.keys(inputs).filter((each) => !names.has(each));
  const unknown = stray.map((each) => ({ id: each, message: 'there is no such field' }));
  return [...unknown, ...known.flatMap((each) => fieldProblems(each, inputs, values))];
}

function fieldProblems(each: Element, inputs: Inputs, values: Values): FieldProblem[] {
  const { block, element, blockId, actionId } = each;
  const type = textOf(element['type']);
  const rule = KEYS[type];
  if (block['type'] !== 'input' || rule === undefined) return [];
  const value = values[blockId]?.[actionId]?.[rule.key];
  const say = (message: string): FieldProblem[] => [{ id: blockId, message: `${titleOf(each)}: ${message}` }];
  const isEmpty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const given = givenFor(each, inputs);
  if (isEmpty && rule.options === true && given !== undefined && given !== '' && !Array.isArray(given))
    return say(`there is no option ${JSON.stringify(given)}`);
  if (isEmpty) return block['optional'] === true ? [] : say('Please complete this required field.');
  if (typeof value !== 'string') return [];
  const [min, max] = [Number(element['min_length'] ?? 0), Number(element['max_length'] ?? 3000)];
  if (type === 'plain_text_input' && (value.length < min || value.length > max))
    return say(`between ${min} and ${max} characters`);
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return say('not an email address');
  if (type === 'url_text_input' && !URL.canParse(value)) return say('not an address');
  return type === 'number_input' ? numberProblem(element, value, say) : [];
}

function numberProblem(element: Node, value: string, say: (message: string) => FieldProblem[]): FieldProblem[] {
  const number = Number(value);
  if (!Number.isFinite(number)) return say('not a number');
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return say('not a whole number');
  const [min, max] = [Number(element['min_value'] ?? -Infinity), Number(element['max_value'] ?? Infinity)];
  return number < min || number > max ? say(`between ${min} and ${max}`) : [];
}

import { isDeepStrictEqual } from 'node:util';
import { slackLimits as limits } from '../../../cards/limits-slack.ts';

type Json = Record<string, unknown>;

const list = (node: unknown): Json[] => (Array.isArray(node) ? node : []);
const textOf = (node: unknown): string => {
  const text = (node as Json | undefined)?.['text'];
  return typeof text === 'string' ? text : '';
};
const isShort = (value: unknown, most: number): boolean =>
  value === undefined || (typeof value === 'string' && value.length > 0 && value.length <= most);

type Rule = (holds: boolean, words: string) => void;

const isLike = (value: unknown, shape: RegExp): boolean =>
  value === undefined || (typeof value === 'string' && shape.test(value));

/** Per type: what of it must hold. Every object of a surface comes by here, so nothing that is not here can be sent. */
const rules: Record<string, (node: Json, rule: Rule) => void> = {
  plain_text: (node, rule) => {
    rule(textOf(node).trim() !== '', 'empty');
    rule(textOf(node).length <= limits.sectionText, 'too long');
    rule(node['emoji'] === false, 'would make pictures of :names:');
  },
  mrkdwn: (node, rule) => {
    const text = textOf(node);
    rule(text.trim() !== '' && text.length <= limits.sectionText, 'length');
    rule(node['verbatim'] === true, 'would make links of names');
    const rest = text.replaceAll(/<!date\^\d+\^[^|<>]+\|[^|<>]+>/g, '').replace(/^\*[^*]+\*\n/, '');
    rule(!/[<>]/.test(rest), 'a mention or a link');
    rule(!/[_~`]|:[^\s:]+:|\n/.test(rest) && !/^\s*(?:&gt;|•|\d+[.)])/.test(rest), `markup: ${rest}`);
    rule((rest.match(/\*/g) ?? []).length % 2 === 0, `a star alone: ${rest}`);
  },
  text: (node, rule) => {
    rule(textOf(node) !== '', 'empty');
    rule(
      Object.keys(node).every((key) => ['type', 'text', 'style'].includes(key)),
      'unknown keys',
    );
  },
  date: (node, rule) => {
    rule(Number.isInteger(node['timestamp']), 'timestamp');
    rule(
      /^[{}a-z_ ]+$/.test(JSON.stringify(node['format']).slice(1, -1)) && isShort(node['fallback'], 100),
      'format or fallback',
    );
  },
  rich_text_section: (node, rule) => richRules(node, rule, limits.sectionText),
  rich_text_quote: (node, rule) => richRules(node, rule, limits.sectionText),
  rich_text_preformatted: (node, rule) => richRules(node, rule, 10_000),
  button: (node, rule) => {
    rule(textOf(node['text']).length <= limits.buttonTitle, 'title');
    rule(isShort(node['action_id'], limits.actionId), 'action_id');
    rule(isShort(node['value'], limits.buttonValue) && isShort(node['url'], limits.url), 'value');
    rule(isShort(node['accessibility_label'], limits.accessibilityLabel), 'label');
    rule([undefined, 'primary', 'danger'].includes(node['style'] as undefined), 'style');
    const confirm = node['confirm'] as Json | undefined;
    if (!confirm) return;
    rule(textOf(confirm['title']).length <= limits.confirmTitle, 'confirm title');
    rule(textOf(confirm['text']).length <= limits.confirmText, 'confirm text');
    for (const key of ['confirm', 'deny']) rule(textOf(confirm[key]).length <= limits.confirmButton, key);
  },
  overflow: (node, rule) => {
    rule(list(node['options']).length > 1 && list(node['options']).length <= limits.overflow, 'options');
    optionRules(list(node['options']), rule);
  },
  plain_text_input: (node, rule) => {
    const most = Number(node['max_length']);
    rule(most >= 1 && most <= limits.inputValue, 'max_length');
    rule(isShort(node['initial_value'], most), 'initial_value');
  },
  number_input: (node, rule) => rule(typeof node['min_value'] === 'string', 'numbers are strings'),
  datepicker: (node, rule) => rule(isLike(node['initial_date'], /^\d{4}-\d\d-\d\d$/), 'date'),
  users_select: (node, rule) => rule(isLike(node['initial_user'], /^[UW][A-Z0-9]+$/), 'user'),
  static_select: (node, rule) => selectRules(node, rule, limits.choices),
  multi_static_select: (node, rule) => selectRules(node, rule, limits.choices),
  radio_buttons: (node, rule) => selectRules(node, rule, limits.radios),
  checkboxes: (node, rule) => selectRules(node, rule, limits.radios),
};

const blocks = ['header', 'rich_text', 'section', 'context', 'divider', 'actions', 'input'];

export function elementComplaints(node: Json): string[] {
  const found: string[] = [];
  const type = node['type'];
  const rule: Rule = (holds, words) => void (holds || found.push(`${String(type)}: ${words}`));
  if (typeof type !== 'string' || blocks.includes(type)) return found;
  const check = rules[type];
  rule(check !== undefined, 'not one of ours');
  check?.(node, rule);
  if (node['placeholder'] !== undefined) rule(textOf(node['placeholder']).length <= limits.placeholder, 'placeholder');
  return found;
}

function richRules(node: Json, rule: Rule, most: number): void {
  const elements = list(node['elements']);
  rule(elements.length > 0, 'empty');
  rule(elements.reduce((sum, element) => sum + textOf(element).length, 0) <= most, 'too long');
}

function selectRules(node: Json, rule: Rule, most: number): void {
  const groups = list(node['option_groups']);
  const options = groups.length > 0 ? groups.flatMap((group) => list(group['options'])) : list(node['options']);
  rule(options.length > 0, 'nothing to choose from');
  for (const group of groups.length > 0 ? groups : [node]) rule(list(group['options']).length <= most, 'too many');
  rule(groups.length <= limits.choiceGroups, 'too many groups');
  for (const group of groups) rule(textOf(group['label']).length <= limits.choiceTitle, 'a long label');
  optionRules(options, rule);
  const initial = node['initial_option'] === undefined ? list(node['initial_options']) : [node['initial_option']];
  for (const each of initial)
    rule(
      options.some((option) => isDeepStrictEqual(option, each)),
      'initial is no option',
    );
}

function optionRules(options: Json[], rule: Rule): void {
  const values = options.map((option) => option['value']);
  rule(new Set(values).size === values.length, 'two options of one value');
  for (const option of options) {
    rule(isShort(option['value'], limits.choiceValue), 'a long value');
    rule(textOf(option['text']).length <= limits.choiceTitle, 'a long option');
  }
}

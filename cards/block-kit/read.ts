import type { Values } from '../../src/chat/interaction.ts';
import type { Metadata, Reach } from './ids.ts';

/** A press on a button or an entry of a menu, as `block_actions` brings it. */
export type PressedAction = {
  action_id?: string;
  value?: string;
  selected_option?: { value?: string } | null;
};

export type Pressed = {
  /** Answered with a dialog. */
  opens: boolean;
  action: string;
  values: Values;
};

/** Null for what is not one of Sendpass' own buttons, and for links: acknowledge and do nothing. */
export function readAction(pressed: PressedAction): Pressed | null {
  const option = pressed.selected_option?.value;
  const [reach, verb, words] = option === undefined ? partsOfId(pressed) : partsOfOption(option);
  if ((reach !== 'do' && reach !== 'open') || verb === undefined || !/^[a-z-]{1,60}$/.test(verb)) return null;
  return { opens: reach === ('open' satisfies Reach), action: verb, values: { ...words, action: verb } };
}

type Parts = [string | undefined, string | undefined, Values];

function partsOfId({ action_id = '', value = '' }: PressedAction): Parts {
  const [reach, verb] = action_id.split(':');
  return [reach, verb, strings(parsed(value))];
}

function partsOfOption(option: string): Parts {
  const [name = '', words = ''] = option.split('?', 2);
  const [reach, verb] = name.split(':');
  return [reach, verb, strings(Object.fromEntries(new URLSearchParams(words)))];
}

/** `view.state.values`: block, element, what was entered there. */
export type StateValues = Record<string, Record<string, Record<string, unknown>>>;

export type Inputs = {
  values: Values;
  /** Field → Slack user id, where a person was picked from the whole workspace. */
  users: Record<string, string>;
};

/** What was filled in, by field, in the shape Teams' form has: strings; several choices are joined by commas; left empty is ''. */
export function readInputs(state: StateValues, long: string[] = []): Inputs {
  const values: Record<string, string> = {};
  const users: Record<string, string> = {};
  for (const [field, elements] of Object.entries(state).slice(0, mostFields))
    for (const entered of Object.values(record(elements)).map(record)) {
      values[field] = textOf(entered, long);
      if (typeof entered.selected_user === 'string') users[field] = entered.selected_user;
    }
  return { values: strings(values), users: strings(users) };
}

function textOf(entered: Record<string, unknown>, long: string[]): string {
  const { value, selected_option: one, selected_options: several, selected_date: day } = entered;
  const chosen = (option: unknown): string => whole(record(option)['value'], long);
  if (Array.isArray(several)) return several.map(chosen).join(',');
  if (one !== undefined) return chosen(one);
  return typeof value === 'string' ? value : typeof day === 'string' ? day : '';
}

function whole(value: unknown, long: string[]): string {
  if (typeof value !== 'string') return '';
  const [, index] = /^@long:(\d+)$/.exec(value) ?? [];
  return index === undefined ? value : (long[Number(index)] ?? '');
}

export type Submission = Inputs & {
  action: string;
  /** What the adapter gave to `renderModal` as `privateMetadata`. */
  extra: Record<string, string>;
};

/** A form that was sent. Null when it is not one of Sendpass' own. */
export function readSubmission(view: {
  callback_id?: string;
  private_metadata?: string;
  state?: { values?: StateValues };
}): Submission | null {
  const [, action] = /^submit:([a-z-]{1,60})$/.exec(view.callback_id ?? '') ?? [];
  if (action === undefined) return null;
  const { d, x, l } = readMetadata(view.private_metadata ?? '');
  const { values, users } = readInputs(view.state?.values ?? {}, l);
  return { action, values: { ...values, ...d, action }, users, extra: x };
}

/** What the adapter put into a modal, also of one that has nothing to send. */
export const readExtra = (privateMetadata: string): Record<string, string> => readMetadata(privateMetadata).x;

function readMetadata(text: string): Metadata {
  const { d, x, l } = record(parsed(text));
  return { d: strings(d), x: strings(x), l: Array.isArray(l) ? l.filter((each) => typeof each === 'string') : [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const mostFields = 100;
const cap = 4000;

/** Strings only, storable, each capped, as they come from Teams. */
function strings(value: unknown): Record<string, string> {
  const kept = Object.entries(record(value)).flatMap(([key, each]) =>
    typeof each === 'string' && key !== '__proto__'
      ? [[key, each.slice(0, cap).toWellFormed().replaceAll('\0', '\uFFFD')] as const]
      : [],
  );
  return Object.fromEntries(kept.slice(0, mostFields));
}

// What a person can press or fill in Slack, as controls of the page. Each gives its value under the name the sandbox takes it by.
import { h } from './dom.js';
import { plainText } from './slack-text.js';
import { store } from './store.js';

const text = (object) => plainText(object?.text ?? '');

/** Options and their groups, flat and as children of a select. */
const groupsOf = (element) => element.option_groups ?? [{ options: element.options ?? [] }];
const optionsOf = (element) => groupsOf(element).flatMap((each) => each.options);

/** `{element, read()}`; `fire` is called when Slack would send an action at once. */
export function makeElement(element, { value, label, fire }) {
  const make = MAKERS[element.type];
  if (make === undefined)
    return { element: h('p', { class: 'gone' }, `The console cannot draw ${element.type}.`), read: () => undefined };
  return make(element, { value, label, fire });
}

function button(element, { fire }) {
  const control = h(
    'button',
    {
      type: 'button',
      class: `slack-button ${element.style ?? ''}`.trim(),
      'aria-label': element.accessibility_label ?? null,
    },
    text(element.text),
  );
  control.addEventListener('click', () => {
    if (element.url !== undefined) window.open(element.url, '_blank', 'noopener');
    fire(control);
  });
  return { element: control, read: () => undefined };
}

function field(type, attributes = {}) {
  return (element, { value, label, fire }) => {
    const multiline = element.multiline === true;
    const control = h(multiline ? 'textarea' : 'input', {
      ...(multiline ? { rows: '4' } : { type }),
      ...attributes,
      placeholder: text(element.placeholder) || null,
      maxlength: element.max_length ?? null,
      'aria-label': label ?? null,
      value: value ?? element.initial_value ?? element.initial_date ?? element.initial_time ?? '',
    });
    if (!multiline && element.dispatch_action_config !== undefined)
      control.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') fire(control);
      });
    return { element: control, read: () => control.value };
  };
}

function select(element, { value, label, fire }) {
  const chosen = value?.value ?? element.initial_option?.value ?? '';
  const options = (list) =>
    list.map((each) => h('option', { value: each.value, selected: each.value === chosen }, text(each.text)));
  const control = h(
    'select',
    { 'aria-label': label ?? (text(element.placeholder) || 'Choose') },
    h('option', { value: '', selected: chosen === '' }, text(element.placeholder) || 'Choose an option'),
    ...groupsOf(element).flatMap((group) =>
      group.label === undefined
        ? options(group.options)
        : [h('optgroup', { label: text(group.label) }, ...options(group.options))],
    ),
  );
  control.addEventListener('change', () => fire(control));
  return { element: control, read: () => control.value };
}

/** A list of people or channels is a select filled by Slack. */
function directory(key, list) {
  return (element, { value, label, fire }) => {
    const chosen = value ?? element[key] ?? '';
    const control = h(
      'select',
      { 'aria-label': label ?? (text(element.placeholder) || 'Choose') },
      h('option', { value: '', selected: chosen === '' }, text(element.placeholder) || 'Choose'),
      ...list().map(([id, name]) => h('option', { value: id, selected: id === chosen }, name)),
    );
    control.addEventListener('change', () => fire(control));
    return { element: control, read: () => control.value };
  };
}

const people = () =>
  store.accounts.filter((each) => !each.deleted && !each.isForeign).map((each) => [each.userId, each.name]);
const channels = () =>
  store.conversations
    .filter((each) => each.platform === 'slack' && each.kind === 'channel')
    .map((each) => [each.conversationId, `#${each.name}`]);

/** Boxes and radio buttons: a group with the label's name. */
function choices(type, many) {
  return (element, { value, label, fire }) => {
    const before = many
      ? (value ?? element.initial_options ?? []).map((each) => each.value ?? each)
      : [(value ?? element.initial_option)?.value];
    const name = `choice-${crypto.randomUUID()}`;
    const inputs = [];
    const rows = optionsOf(element).map((each) => {
      const input = h('input', { type, name, value: each.value, checked: before.includes(each.value) });
      inputs.push(input);
      const note = each.description === undefined ? null : h('span', { class: 'note' }, text(each.description));
      return h('label', { class: 'slack-choice' }, input, h('span', {}, text(each.text), note));
    });
    const control = h('div', { role: many ? 'group' : 'radiogroup', 'aria-label': label ?? 'Choose' }, ...rows);
    control.addEventListener('change', () => fire(control));
    const chosen = () => inputs.filter((each) => each.checked).map((each) => each.value);
    return { element: control, read: () => (many ? chosen() : (chosen()[0] ?? '')) };
  };
}

/** Many of a list: boxes in a foldable list do what Slack's own tokens do. */
const manyPeople = (element, options) =>
  choices('checkbox', true)(
    { options: people().map(([id, name]) => ({ text: { text: name }, value: id })) },
    { ...options, value: (options.value ?? element.initial_users ?? []).map((id) => ({ value: id })) },
  );

function overflow(element, { fire }) {
  const control = h(
    'select',
    { class: 'slack-overflow', 'aria-label': 'More actions' },
    h('option', { value: '', selected: true }, '⋯'),
    ...element.options.map((each) => h('option', { value: each.value }, text(each.text))),
  );
  control.addEventListener('change', () => {
    if (control.value !== '') fire(control);
  });
  return { element: control, read: () => (control.value === '' ? undefined : control.value) };
}

const MAKERS = {
  button,
  overflow,
  static_select: select,
  multi_static_select: choices('checkbox', true),
  checkboxes: choices('checkbox', true),
  radio_buttons: choices('radio', false),
  users_select: directory('initial_user', people),
  multi_users_select: manyPeople,
  channels_select: directory('initial_channel', channels),
  conversations_select: directory('initial_conversation', channels),
  plain_text_input: field('text'),
  email_text_input: field('email'),
  url_text_input: field('url'),
  number_input: field('text', { inputmode: 'decimal' }),
  datepicker: field('date'),
  timepicker: field('time'),
};

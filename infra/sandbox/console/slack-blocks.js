// Block Kit as elements of the page, in reading order, with every control counted as the sandbox counts them. Drawn here and not by
// slack-blocks-to-jsx: that one draws pictures of controls, and this page has to press them, fill them, mark them and be read aloud.
import { withCopy } from './copyable.js';
import { h } from './dom.js';
import { askFirst } from './slack-confirm.js';
import { makeElement } from './slack-elements.js';
import { markdownBlock, richText, table } from './slack-rich.js';
import { mrkdwn, plainText } from './slack-text.js';

const VALUES = [
  'value',
  'selected_option',
  'selected_options',
  'selected_user',
  'selected_users',
  'selected_date',
  'selected_time',
  'selected_channel',
  'selected_conversation',
];

/** What `state.values` has for an element, whatever its name there. */
function typedIn(values, block, element) {
  const known = values?.[block.block_id]?.[element.action_id];
  return known === undefined
    ? undefined
    : (VALUES.map((name) => known[name]).find((each) => each !== undefined && each !== null) ?? undefined);
}

/**
 * `onAction(place, inputs, control)`: a control was used that Slack tells the app of at once. `values` is what was typed before,
 * `zone` the reader's time zone. Gives the element, `read()` for all inputs,
 * `mark(errors)` by block id and `isComplete()`.
 */
export function renderBlocks(blocks, { onAction, values = {}, zone }) {
  const controls = [];
  const fields = new Map();
  const inputs = () =>
    Object.fromEntries(controls.map(({ key, read }) => [key, read()]).filter(([, value]) => value !== undefined));
  const use = (block, element, label) => {
    const place = controls.length;
    const isInput = block.type === 'input';
    const fire = async (control) => {
      if (isInput && block.dispatch_action !== true) return;
      if (await askFirst(element.confirm, control)) onAction(place, inputs(), control);
      else if (control.tagName === 'SELECT') control.value = '';
    };
    const made = makeElement(element, { value: typedIn(values, block, element), label, fire });
    controls.push({ key: `${block.block_id}.${element.action_id}`, read: made.read });
    return made.element;
  };
  const tools = { use, zone, fields, above: '' };
  const root = h(
    'div',
    { class: 'slack-blocks' },
    ...blocks.map((block) => {
      const drawn = BLOCKS[block.type]?.(block, tools) ?? unknown(block);
      tools.above = drawn.textContent.trim().slice(0, 60);
      return drawn;
    }),
  );
  const mark = (errors) => markErrors(fields, errors);
  return { element: root, read: inputs, mark, isComplete: () => isComplete(fields, inputs(), mark) };
}

const unknown = ({ type }) => h('p', { class: 'gone' }, `The console cannot draw ${type}.`);
const words = (object, zone) =>
  object.type === 'mrkdwn' ? mrkdwn(object.text, zone) : [h('p', {}, plainText(object.text))];

/** What is in code is there to be pasted somewhere; the line above it, or the block above, says what it is. */
function copyable(parts, above) {
  return parts.map((part, index) => {
    const what = `: ${parts[index - 1]?.textContent.trim() || above || 'this value'}`;
    if (part.tagName === 'PRE') return withCopy(part, part.textContent, what);
    const only = part.childNodes.length === 1 ? part.firstElementChild : null;
    return only?.tagName === 'CODE' ? withCopy(part, only.textContent, what) : part;
  });
}

function section(block, { use, zone, above }) {
  const main = h('div', { class: 'slack-main' });
  if (block.text !== undefined) main.append(...copyable(words(block.text, zone), above));
  if (block.fields !== undefined) {
    const field = (each) => h('div', {}, ...copyable(words(each, zone), above));
    main.append(h('div', { class: 'slack-fields' }, ...block.fields.map(field)));
  }
  const { accessory } = block;
  if (accessory === undefined) return h('div', { class: 'slack-section' }, main);
  const side = accessory.type === 'image' ? image(accessory) : use(block, accessory);
  return h('div', { class: 'slack-section with-side' }, main, h('div', { class: 'slack-side' }, side));
}

function input(block, { use, fields }) {
  const labelId = `label-${crypto.randomUUID()}`;
  const label = plainText(block.label.text);
  const optional = block.optional === true ? h('span', { class: 'note' }, ' (optional)') : null;
  const control = use(block, block.element, `${label}${optional === null ? '' : ' (optional)'}`);
  const hint = block.hint === undefined ? null : h('p', { class: 'note' }, plainText(block.hint.text));
  const error = h('p', { class: 'slack-error', id: `${labelId}-error`, hidden: true });
  const title = h('p', { class: 'slack-label', id: labelId, 'aria-hidden': 'true' }, label, optional);
  const key = `${block.block_id}.${block.element.action_id}`;
  fields.set(block.block_id, { control, error, key, required: block.optional !== true });
  return h('div', { class: 'slack-input' }, title, control, hint, error);
}

/** What Slack's client asks for itself before it sends anything. */
function isComplete(fields, inputs, mark) {
  const gaps = [...fields].filter(([, { key, required }]) => required && (inputs[key] ?? '').length === 0);
  mark(Object.fromEntries(gaps.map(([id]) => [id, 'Please complete this required field.'])));
  return gaps.length === 0;
}

function markErrors(fields, errors) {
  let first = null;
  for (const [id, { control, error }] of fields) {
    const message = errors[id];
    error.hidden = message === undefined;
    error.textContent = message ?? '';
    const target = control.matches('input, textarea, select') ? control : (control.querySelector('input') ?? control);
    control.classList.toggle('refused', message !== undefined);
    if (message === undefined) target.removeAttribute('aria-invalid');
    else {
      target.setAttribute('aria-invalid', 'true');
      target.setAttribute('aria-describedby', error.id);
      first ??= target;
    }
  }
  first?.focus();
}

/** Nothing is fetched from elsewhere by this page; another picture is named instead. */
const image = ({ image_url: url = '', alt_text: alt }) =>
  url.startsWith('data:')
    ? h('img', { src: url, alt })
    : h('span', { class: 'slack-picture', role: 'img', 'aria-label': alt }, `🖼 ${alt}`);

const BLOCKS = {
  section,
  input,
  header: ({ text }) => h('h3', {}, plainText(text.text)),
  divider: () => h('hr'),
  image: (block) =>
    h(
      'figure',
      {},
      block.title === undefined ? null : h('figcaption', { class: 'note' }, plainText(block.title.text)),
      image(block),
    ),
  context: ({ elements }, { zone }) =>
    h(
      'div',
      { class: 'slack-context' },
      ...elements.map((each) => (each.type === 'image' ? image(each) : h('div', {}, ...words(each, zone)))),
    ),
  actions: (block, { use }) => h('div', { class: 'slack-actions' }, ...block.elements.map((each) => use(block, each))),
  rich_text: (block, { above, zone }) => h('div', {}, ...copyable(richText(block, zone), above)),
  markdown: ({ text }) => markdownBlock(text),
  table: (block, { zone }) => table(block, zone),
};

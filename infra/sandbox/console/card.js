// One Adaptive Card as an element: rendered by Microsoft's library, with Teams' limits on Markdown and with buttons that know their place.
import { cardActions } from './card-actions.js';
import { nameCopyButtons, registerCopyable } from './copyable.js';
import { hostConfig } from './host-config.js';

/* global AdaptiveCards, markdownit */

/** Teams shows bold, italic, lists and links, nothing else. */
const markdown = markdownit('zero', { html: false }).enable([
  'emphasis',
  'link',
  'list',
  'escape',
  'entity',
  'newline',
]);
const plainValidate = markdown.validateLink.bind(markdown);
markdown.validateLink = (url) => /^(https?|mailto):/i.test(url) && plainValidate(url);

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
registerCopyable(AdaptiveCards);
AdaptiveCards.Strings.defaults.overflowButtonText = () => 'More';

const config = new AdaptiveCards.HostConfig(hostConfig);

/**
 * `onAction(place, inputs, button)` for Execute and Submit: `place` counts all the card's buttons in document order, `inputs` are those
 * the button sends. The library refuses required inputs itself and shows the card's own message.
 */
export function renderCard(json, { people, onAction }) {
  const copy = structuredClone(json);
  const actions = cardActions(copy);
  actions.forEach(({ action }, place) => {
    action.id = `place-${place}`;
  });
  offerPeople(copy, people);
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      window.open(action.url, '_blank', 'noopener');
      return;
    }
    const place = Number(/^place-(\d+)$/.exec(action.id ?? '')?.[1]);
    if (Number.isNaN(place)) return;
    const wanted = new Set(actions[place].inputIds);
    const inputs = Object.fromEntries(
      card
        .getAllInputs()
        .filter((each) => wanted.has(each.id))
        .map((each) => [each.id, each.value ?? '']),
    );
    onAction(place, inputs, action.renderedElement);
  };
  card.onAnchorClicked = (_, anchor) => {
    window.open(anchor.href, '_blank', 'noopener');
    return true;
  };
  card.parse(copy);
  const element = card.render() ?? document.createElement('p');
  element.classList.add('card');
  for (const each of element.querySelectorAll(
    '.ac-adaptiveCard, [tabindex="0"]:not(button, input, textarea, select, a)',
  )) {
    each.removeAttribute('tabindex');
  }
  element.removeAttribute('tabindex');
  nameCopyButtons(element);
  namePickers(element, card);
  markServerErrors(element, copy, card);
  return element;
}

/** The library names a filtered choice after its placeholder instead of its label. */
function namePickers(element, card) {
  for (const input of card.getAllInputs()) {
    const field = input.renderedElement?.querySelector('input[list]');
    if (field && input.label) field.setAttribute('aria-label', input.label);
  }
}

/** Teams fills a people picker from the directory. */
function offerPeople(node, people) {
  if (Array.isArray(node)) node.forEach((each) => offerPeople(each, people));
  else if (node !== null && typeof node === 'object') {
    if (node.type === 'Input.ChoiceSet' && node['choices.data']?.dataset === 'graph.microsoft.com/users') {
      const known = new Set((node.choices ?? []).map((each) => each.value));
      const more = people.filter((each) => !known.has(each.aadObjectId));
      node.choices = [...(node.choices ?? []), ...more.map((each) => ({ title: each.name, value: each.aadObjectId }))];
      delete node['choices.data'];
    }
    Object.values(node).forEach((each) => offerPeople(each, people));
  }
}

/** A red text right under an input is the bot's objection to it: said so to assistive technology, and the first one gets the focus. */
function markServerErrors(element, json, card) {
  const errors = new Map();
  collectErrors(json, errors);
  for (const input of card.getAllInputs()) {
    if (!errors.has(input.id)) continue;
    const field = input.renderedInputControlElement?.matches?.('input, textarea, select')
      ? input.renderedInputControlElement
      : input.renderedElement?.querySelector('input, textarea, select');
    if (!field) continue;
    field.setAttribute('aria-invalid', 'true');
    const note = document.createElement('span');
    note.className = 'hidden';
    note.id = `error-${crypto.randomUUID()}`;
    note.textContent = errors.get(input.id);
    field.after(note);
    field.setAttribute('aria-describedby', note.id);
    field.classList.add('refused');
  }
}

function collectErrors(node, errors) {
  if (Array.isArray(node)) {
    node.forEach((each, index) => {
      const next = node[index + 1];
      const isInput = typeof each?.type === 'string' && each.type.startsWith('Input.');
      if (isInput && next?.type === 'TextBlock' && /^attention$/i.test(next.color ?? ''))
        errors.set(each.id, next.text);
      collectErrors(each, errors);
    });
  } else if (node !== null && typeof node === 'object')
    Object.values(node).forEach((each) => collectErrors(each, errors));
}

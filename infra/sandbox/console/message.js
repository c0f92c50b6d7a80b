// One message in a conversation, by platform. A message is drawn again only when something in it changed, so that half-filled cards and
// the focus stay while others are written.
import { renderCard } from './card.js';
import { avatar, h, time } from './dom.js';
import { slackBody, spokenText } from './slack-message.js';
import { personOf, store, toneOf } from './store.js';

const BODIES = { teams: teamsBody, slack: slackBody };

/** The key says whether it must be drawn again; the element follows `viewer`, the person through whose eyes it is seen. */
export const messageKey = (message, viewer) => JSON.stringify([message, viewer?.id]);

export function renderMessage({ conversation, message, viewer, first, act }) {
  const own = conversation.kind === 'personal' && message.from === conversation.person;
  const author = message.from === 'bot' ? conversation.bot : (personOf(message.from)?.name ?? message.from);
  const classes = ['message', own ? 'own' : '', first ? 'first' : '', message.replyToId ? 'reply' : '']
    .filter(Boolean)
    .join(' ');
  const head = h('div', { class: 'head' }, h('span', { class: 'author' }, author), time(message.at), edited(message));
  const body = BODIES[conversation.platform]({ message, viewer, act });
  const label = `${author}, ${new Date(message.at).toLocaleTimeString()}`;
  return h(
    'li',
    { class: classes, 'data-id': message.id },
    own ? null : avatar(author, toneOf(message.from)),
    h('article', { class: 'bubble', 'aria-label': label, tabindex: '-1' }, head, body),
  );
}

const edited = (message) =>
  message.updatedAt === null || message.deleted
    ? null
    : h('span', { class: 'edited' }, 'updated ', time(message.updatedAt));

function teamsBody({ message, viewer, act }) {
  if (message.deleted) return h('p', { class: 'gone' }, 'This message was removed.');
  const parts = [];
  if (message.text !== '') parts.push(h('p', { class: 'text' }, message.text));
  const card = message.views[viewer?.id] ?? message.card;
  if (card !== null && card !== undefined) {
    const onAction = (place, inputs, button) => act(message, place, inputs, button);
    parts.push(h('div', { class: 'card-frame' }, renderCard(card, { people: store.people, onAction })));
    if (message.views[viewer?.id] !== undefined)
      parts.push(h('p', { class: 'only' }, `Only ${viewer.name} sees it like this`));
  }
  return h('div', { class: 'body' }, ...parts);
}

/** A line for the live region: what a screen reader should hear of a new message. */
export function spokenOf(conversation, message) {
  const author = message.from === 'bot' ? conversation.bot : (personOf(message.from)?.name ?? message.from);
  const text =
    spokenText(conversation, message) || message.text || message.card?.speak || firstText(message.card) || 'a card';
  return `${author} in ${conversation.name}: ${text}`.slice(0, 300);
}

function firstText(node) {
  if (node === null || typeof node !== 'object') return '';
  if (node.type === 'TextBlock') return node.text ?? '';
  for (const each of Object.values(node)) {
    const text = firstText(each);
    if (text !== '') return text;
  }
  return '';
}

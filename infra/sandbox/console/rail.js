// Everybody and everything one can open, with a dot where something new was said.
import { avatar, h, icon } from './dom.js';
import { personOf, store, toneOf, unreadMail, unreadOf } from './store.js';

const WORLD = [
  { id: 'inbox', name: 'Inbox', symbol: 'mail', unread: unreadMail },
  { id: 'cloud', name: 'Cloud', symbol: 'cloud', unread: () => 0 },
  { id: 'exchange', name: 'Exchange admin', symbol: 'terminal', unread: () => 0 },
];

function entries() {
  const mark = (name) => h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon(name));
  const entry = (each) => ({
    id: each.id,
    name: each.name,
    note: each.kind === 'personal' ? (personOf(each.person)?.roles[0] ?? 'colleague') : kindOf(each),
    mark: each.kind === 'personal' ? avatar(each.name, toneOf(each.person)) : mark('hash'),
    unread: unreadOf(each),
  });
  const of = (platform) => {
    const there = store.conversations.filter((each) => each.platform === platform);
    const some = (kind) => there.filter((each) => each.kind === kind).map(entry);
    return [...some('personal'), ...some('channel')];
  };
  return [
    ['Teams', of('teams')],
    ['Slack', of('slack')],
    [
      'World',
      WORLD.map(({ id, name, symbol, unread }) => ({ id, name, note: null, mark: mark(symbol), unread: unread() })),
    ],
  ];
}

const kindOf = ({ isPrivate, isExternal }) => (isExternal ? 'shared' : isPrivate ? 'private' : null);

let shown = '';

/** `open` is what is on screen now; `onPick(id)` opens or shows one. */
export function drawRail(rail, open, onPick) {
  const groups = entries();
  const key = JSON.stringify([
    groups.map(([title, items]) => [title, items.map(({ mark: _mark, ...rest }) => rest)]),
    open,
  ]);
  if (key === shown) return;
  shown = key;
  const focused = document.activeElement?.dataset?.entry;
  rail.replaceChildren(...groups.map(([title, items]) => group(title, items, open, onPick)));
  if (focused !== undefined) rail.querySelector(`[data-entry="${CSS.escape(focused)}"]`)?.focus();
}

function group(title, items, open, onPick) {
  const heading = h('h2', { id: `rail-${title}` }, title);
  const buttons = items.map(({ id, name, note, mark, unread }) => {
    const isOpen = open.includes(id);
    const dot = unread === 0 ? null : h('span', { class: 'dot' }, h('span', { class: 'hidden' }, `${unread} new`));
    const label = h(
      'span',
      { class: 'label' },
      h('span', { class: 'name' }, name),
      note === null ? null : h('span', { class: 'note' }, note),
    );
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', 'data-entry': id, 'aria-pressed': String(isOpen), onclick: () => onPick(id) },
        mark,
        label,
        dot,
      ),
    );
  });
  return h('section', { 'aria-labelledby': heading.id }, heading, h('ul', {}, ...buttons));
}

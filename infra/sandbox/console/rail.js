// Everybody and everything one can open, with a dot where something new was said.
import { avatar, h, icon } from './dom.js';
import { store, toneOf, unreadMail, unreadOf } from './store.js';

const WORLD = [
  { id: 'inbox', name: 'Inbox', symbol: 'mail', unread: unreadMail },
  { id: 'cloud', name: 'Cloud', symbol: 'cloud', unread: () => 0 },
  { id: 'exchange', name: 'Exchange admin', symbol: 'terminal', unread: () => 0 },
];

function entries() {
  const personal = store.conversations.filter((each) => each.kind === 'personal');
  const channels = store.conversations.filter((each) => each.kind === 'channel');
  const mark = (name) => h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon(name));
  const roleOf = (id) => store.people.find((each) => each.id === id)?.roles[0] ?? 'colleague';
  return [
    [
      'People',
      personal.map((each) => ({
        id: each.id,
        name: each.name,
        note: roleOf(each.person),
        mark: avatar(each.name, toneOf(each.person)),
        unread: unreadOf(each),
      })),
    ],
    [
      'Channels',
      channels.map((each) => ({
        id: each.id,
        name: each.name,
        note: null,
        mark: mark('hash'),
        unread: unreadOf(each),
      })),
    ],
    [
      'World',
      WORLD.map((each) => ({
        id: each.id,
        name: each.name,
        note: null,
        mark: mark(each.symbol),
        unread: each.unread(),
      })),
    ],
  ];
}

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

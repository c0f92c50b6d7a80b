// Holds the page together: which panes are open, and what happens when the sandbox says something changed.
import { listen } from './api.js';
import { h, icon, say } from './dom.js';
import { makeChatPane } from './pane-chat.js';
import { makeSlackPane } from './pane-slack.js';
import { makeCloudPane } from './pane-cloud.js';
import { makeExchangePane } from './pane-exchange.js';
import { makeInboxPane } from './pane-inbox.js';
import { spokenOf } from './message.js';
import { drawRail } from './rail.js';
import { conversationOf, markRead, refresh, setLinked, store, subscribe } from './store.js';
import { drawModals } from './slack-modal.js';
import { initTheme } from './theme-button.js';

const root = document.getElementById('panes');
const rail = document.getElementById('rail');
const panes = new Map();
/** What is open to everybody, beside the chats. */
const WORLD = { inbox: makeInboxPane, cloud: makeCloudPane, exchange: makeExchangePane };
const FIRST = ['personal:owner', 'approvals', 'personal:approver'];
/** Oldest use first: the first to make room. */
let open = [];
let order = [];

const room = () => (innerWidth >= 1320 ? 3 : innerWidth >= 900 ? 2 : 1);

function exists(id) {
  return id in WORLD || conversationOf(id) !== undefined;
}

function remembered() {
  try {
    const stored = JSON.parse(localStorage.getItem('sendpass.panes') ?? '[]');
    const known = stored.filter(exists);
    return known.length > 0 ? known : FIRST;
  } catch {
    return FIRST;
  }
}

function make(id) {
  const pane =
    id in WORLD ? WORLD[id]() : conversationOf(id)?.platform === 'slack' ? makeSlackPane(id) : makeChatPane(id);
  pane.title.id = `pane-${id.replaceAll(/\W/g, '-')}`;
  const close = h(
    'button',
    { type: 'button', class: 'quiet close', 'aria-label': `Close ${pane.title.textContent}`, onclick: () => shut(id) },
    icon('close'),
  );
  const element = h(
    'section',
    { class: `pane ${conversationOf(id)?.kind ?? ''}`.trim(), 'aria-labelledby': pane.title.id, tabindex: '-1' },
    h('header', {}, ...pane.head, close),
    pane.before ?? null,
    ...pane.body,
  );
  element.addEventListener('focusin', () => touch(id));
  return { ...pane, element };
}

const touch = (id) => {
  order = [...order.filter((each) => each !== id), id];
};

/** Opens `id` in the place of the pane that was used longest ago; one that is open already gets the focus. */
function show(id, focus = true) {
  if (!open.includes(id)) {
    if (open.length < room()) open.push(id);
    else {
      const oldest = order.find((each) => open.includes(each)) ?? open[0];
      open[open.indexOf(oldest)] = id;
    }
  }
  touch(id);
  arrange();
  draw();
  if (focus) panes.get(id)?.element.querySelector('textarea, .scroller')?.focus({ preventScroll: true });
}

function shut(id) {
  if (open.length === 1) return;
  const at = open.indexOf(id);
  open = open.filter((each) => each !== id);
  arrange();
  draw();
  panes.get(open[Math.max(0, at - 1)])?.element.focus();
}

/** Fits the open panes to the window's width and puts their elements there, without touching those that stay. */
function arrange() {
  while (open.length > room())
    open = open.filter((each) => each !== (order.find((one) => open.includes(one)) ?? open.at(-1)));
  for (const id of open) if (!panes.has(id)) panes.set(id, make(id));
  for (const [id, pane] of panes) if (!open.includes(id)) pane.element.remove();
  open.forEach((id, index) => {
    const { element } = panes.get(id);
    if (root.children[index] !== element) {
      const scroller = element.querySelector('.scroller');
      root.insertBefore(element, root.children[index] ?? null);
      // Chats open at their end, everything else at its top.
      if (conversationOf(id) !== undefined) scroller.scrollTop = scroller.scrollHeight;
    }
  });
  root.dataset.count = String(open.length);
  localStorage.setItem('sendpass.panes', JSON.stringify(open));
}

function draw() {
  if (!store.loaded) return;
  for (const id of open) {
    panes.get(id)?.draw();
    if (!document.hidden) markRead(id);
  }
  drawRail(rail, open, show);
  drawModals();
  document.getElementById('link-state').textContent = store.linked
    ? ''
    : 'The sandbox does not answer. Waiting for it…';
}

async function onEvent(type, { conversation, message }) {
  if (type === 'reset') store.read.clear();
  await refresh();
  if (type !== 'post') return;
  const found = conversationOf(conversation);
  const posted = found?.messages.find((each) => each.id === message);
  if (posted?.from === 'bot') say(spokenOf(found, posted));
}

initTheme(document.getElementById('theme'));
await refresh();
open = store.loaded ? remembered() : [...FIRST];
order = [...open].toReversed();
subscribe(() => {
  if (store.loaded) arrange();
  draw();
});
if (store.loaded) arrange();
draw();
listen(onEvent, (linked) => {
  if (linked) void refresh();
  else setLinked(false);
});
addEventListener('resize', () => {
  if (!store.loaded) return;
  arrange();
  draw();
});
document.addEventListener('visibilitychange', draw);

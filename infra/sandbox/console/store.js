// What the console knows, and who is told when it changes. The sandbox has the truth; everything here can be fetched again.
import { getConversations, getState } from './api.js';

export const store = {
  conversations: [],
  people: [],
  state: null,
  /** Conversation id → how many messages of others had been read. */
  read: new Map(),
  mailRead: 0,
  linked: true,
  loaded: false,
};

const listeners = new Set();
export const subscribe = (listener) => listeners.add(listener);
const tell = () => listeners.forEach((listener) => listener());

let again = false;
let running = null;

/** Fetches everything anew; calls that come while one is running are answered by one more run. */
export function refresh() {
  again = true;
  running ??= (async () => {
    while (again) {
      again = false;
      try {
        const [conversations, state] = await Promise.all([getConversations(), getState()]);
        Object.assign(store, { conversations, state, people: state.people, linked: true });
        if (!store.loaded) markAllRead();
        store.loaded = true;
      } catch {
        store.linked = false;
      }
      tell();
    }
    running = null;
  })();
  return running;
}

export function setLinked(linked) {
  store.linked = linked;
  tell();
}

const incoming = (conversation) => conversation.messages.filter((each) => each.from === 'bot').length;
export const unreadOf = (conversation) => Math.max(0, incoming(conversation) - (store.read.get(conversation.id) ?? 0));
export const unreadMail = () => Math.max(0, (store.state?.mail.length ?? 0) - store.mailRead);

export function markRead(id) {
  if (id === 'inbox') store.mailRead = store.state?.mail.length ?? 0;
  const conversation = store.conversations.find((each) => each.id === id);
  if (conversation !== undefined) store.read.set(id, incoming(conversation));
}

function markAllRead() {
  for (const { id } of store.conversations) markRead(id);
  markRead('inbox');
}

export const personOf = (id) => store.people.find((each) => each.id === id);
export const toneOf = (id) =>
  id === 'bot'
    ? 'bot'
    : Math.max(
        0,
        store.people.findIndex((each) => each.id === id),
      ) % 6;
export const conversationOf = (id) => store.conversations.find((each) => each.id === id);

// What the console knows, and who is told when it changes. The sandbox has the truth; everything here can be fetched again.
import { getConversations, getSlack, getState } from './api.js';
import { slackAccounts, slackConversations } from './slack-data.js';

export const store = {
  conversations: [],
  people: [],
  /** Slack's accounts, with the modals and the App Home each has. */
  accounts: [],
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
        const [teams, [places, users], state] = await Promise.all([getConversations(), getSlack(), getState()]);
        const conversations = [...teams, ...slackConversations(places)];
        const accounts = slackAccounts(users, state.people);
        Object.assign(store, { conversations, state, people: state.people, accounts, linked: true });
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

export const personOf = (id) =>
  store.people.find((each) => each.id === id) ?? store.accounts.find((each) => each.id === id);
export const accountOf = (id) => store.accounts.find((each) => each.id === id);
/** Who can act in a conversation. */
export const actorsIn = ({ platform, members }) =>
  platform === 'slack' ? store.accounts.filter((each) => members.includes(each.id) && !each.deleted) : store.people;
export const toneOf = (id) =>
  id === 'bot'
    ? 'bot'
    : Math.max(
        0,
        [...store.people, ...store.accounts].findIndex((each) => each.id === id),
      ) % 6;
export const conversationOf = (id) => store.conversations.find((each) => each.id === id);

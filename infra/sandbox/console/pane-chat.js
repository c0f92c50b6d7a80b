// A conversation: what was said, and somebody to act as.
import { sendAction, sendMessage, sendSlackAction, sendSlackMessage } from './api.js';
import { makeComposer } from './composer.js';
import { openDialog } from './dialog.js';
import { avatar, h, icon } from './dom.js';
import { messageKey, renderMessage } from './message.js';
import { showSlackAnswer } from './slack-answer.js';
import { actorsIn, conversationOf, personOf, toneOf } from './store.js';
import { showAnswer, toast } from './toast.js';

const actors = new Map();

/** What differs between the platforms: who is there, and what goes over the wire. */
const PLATFORMS = {
  teams: {
    prefix: '',
    say: sendMessage,
    async act(actor, message, place, inputs, list) {
      const answer = await sendAction(actor.id, { message: message.id }, place, inputs);
      return () => (answer.dialogId === undefined ? showAnswer(actor, answer, list) : openDialog(actor, answer, list));
    },
    show: showAnswer,
  },
  slack: {
    prefix: '/sendpass ',
    say: (actor, id, text) => sendSlackMessage(actor, id.replace(/^slack:/, ''), text),
    async act(actor, message, place, inputs, list) {
      const answer = await sendSlackAction(actor.id, { message: message.id }, place, inputs);
      return () => showSlackAnswer(actor, answer, list);
    },
    show: showSlackAnswer,
  },
};

/** In a channel whoever was chosen last, at first somebody who decides. */
function actorOf(conversation) {
  if (conversation.person !== null) return personOf(conversation.person);
  const there = actorsIn(conversation);
  const chosen = there.find((each) => each.id === actors.get(conversation.id));
  return chosen ?? there.find((each) => each.roles.includes('approver')) ?? there[0];
}

export function makeChatPane(id) {
  const drawn = new Map();
  const list = h('ol', { class: 'messages' });
  const scroller = h('div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Messages' }, list);
  const who = h('div', { class: 'who' });
  const title = h('h2');
  const empty = h('div', { class: 'empty' });
  const kind = conversationOf(id)?.kind ?? 'personal';
  const platform = PLATFORMS[conversationOf(id)?.platform ?? 'teams'];
  const composer = makeComposer({ kind, id, getLabel: composerLabel, onSend: write, prefix: platform.prefix });

  function composerLabel() {
    const conversation = conversationOf(id);
    const actor = conversation && actorOf(conversation);
    if (!actor) return 'Message';
    return conversation.kind === 'personal' || conversation.platform === 'slack'
      ? `Message to ${conversation.kind === 'personal' ? conversation.bot : conversation.name} as ${actor.name}`
      : `@${conversation.bot} as ${actor.name}`;
  }

  async function write(text) {
    const actor = actorOf(conversationOf(id));
    try {
      platform.show(actor, await platform.say(actor.id, id, text), list);
    } catch (error) {
      toast('Not sent', error.message, 'bad', list);
    }
  }

  async function act(message, place, inputs, button) {
    if (button?.classList.contains('working')) return;
    const actor = actorOf(conversationOf(id));
    button?.classList.add('working');
    button?.setAttribute('aria-busy', 'true');
    try {
      const show = await platform.act(actor, message, place, inputs, list);
      button?.classList.remove('working');
      button?.removeAttribute('aria-busy');
      await show();
    } catch (error) {
      toast('The client would not send this', error.message, 'bad', list);
    } finally {
      button?.classList.remove('working');
      button?.removeAttribute('aria-busy');
    }
  }

  function drawHead(conversation) {
    const actor = actorOf(conversation);
    title.textContent = conversation.name;
    if (conversation.platform === 'slack') title.append(' ', h('span', { class: 'platform' }, 'Slack'));
    if (conversation.kind === 'personal') {
      const role = actor?.roles.join(', ') ?? '';
      who.replaceChildren(h('span', { class: 'soft' }, role === '' ? 'private chat' : `${role} · private chat`));
      return;
    }
    const there = actorsIn(conversation);
    if (who.querySelector('select')?.value === actor?.id && who.querySelectorAll('option').length === there.length)
      return;
    const select = h('select', { 'aria-label': 'Act as', onchange: () => choose(select.value) });
    select.append(...there.map((each) => h('option', { value: each.id, selected: each.id === actor?.id }, each.name)));
    who.replaceChildren(h('label', { class: 'soft' }, 'as ', select));
  }

  function choose(personId) {
    actors.set(id, personId);
    draw();
    composer.relabel();
  }

  function drawMessages(conversation) {
    const viewer = actorOf(conversation);
    const ordered = inThreads(conversation.messages.filter((each) => isSeenBy(each, viewer)));
    const nearEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
    let grown = false;
    const wanted = ordered.map((message, index) => {
      const key = messageKey(message, viewer);
      const known = drawn.get(message.id);
      if (known?.key === key) return known.element;
      const previous = ordered[index - 1];
      const first = previous?.from !== message.from || previous?.replyToId !== message.replyToId;
      const element = renderMessage({ conversation, message, viewer, first, act });
      if (known === undefined) grown = true;
      else {
        replaceFocus(known.element, element, known.text !== contentOf(message, viewer));
        known.element.replaceWith(element);
      }
      drawn.set(message.id, { key, element, text: contentOf(message, viewer) });
      return element;
    });
    const stay = new Set(wanted);
    Array.from(list.children)
      .filter((each) => !stay.has(each))
      .forEach((each) => each.remove());
    // Only what changed is touched: taking all out and in again would lose the reader's place.
    wanted.forEach((each, index) => {
      if (list.children[index] !== each) list.insertBefore(each, list.children[index] ?? null);
    });
    const ids = new Set(ordered.map((each) => each.id));
    for (const key of drawn.keys()) if (!ids.has(key)) drawn.delete(key);
    if (grown && nearEnd) requestAnimationFrame(() => showEnd(scroller, wanted.at(-1)));
  }

  function drawEmpty(conversation) {
    const none = conversation.messages.length === 0;
    empty.hidden = !none;
    if (!none || empty.childElementCount > 0) return;
    const [hint, starter] = beginning(conversation, actorOf(conversation));
    empty.append(h('p', {}, hint), h('button', { type: 'button', onclick: () => void write(starter) }, starter));
  }

  const headAvatar = h('span', { class: 'pane-avatar' });
  function draw() {
    const conversation = conversationOf(id);
    if (conversation === undefined) return;
    drawHead(conversation);
    headAvatar.replaceChildren(
      conversation.kind === 'personal'
        ? avatar(conversation.name, toneOf(conversation.person))
        : h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon('hash')),
    );
    drawMessages(conversation);
    drawEmpty(conversation);
  }

  draw();
  requestAnimationFrame(() => (scroller.scrollTop = scroller.scrollHeight));
  return {
    title,
    head: [headAvatar, h('div', { class: 'names' }, title, who)],
    body: [scroller, h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }), composer.element],
    before: empty,
    draw,
    list: scroller,
  };
}

const contentOf = (message, viewer) =>
  JSON.stringify([message.text, message.views?.[viewer?.id] ?? message.card ?? message.blocks, message.deleted]);

/** What was whispered to one person the others do not see. */
const isSeenBy = (message, viewer) =>
  message.reader === undefined || (message.reader === viewer?.id && !message.deleted);

/** What somebody new would say first here. */
function beginning({ kind, name }, actor) {
  if (kind === 'channel' && /approv/i.test(name))
    return ['To have requests decided in this channel, IT says once', 'approvals here'];
  if (kind === 'channel') return ['Nothing was said here yet. Begin with', 'help'];
  if (actor?.roles.includes('approver'))
    return ['Nothing was said here yet. To see what waits for a decision, say', 'approvals'];
  return ['Nothing was said here yet. To get mail credentials for an application, say', 'request'];
}

/** The end of the conversation; a last message higher than the pane is shown from its first line. */
function showEnd(scroller, last) {
  scroller.scrollTop = scroller.scrollHeight;
  if (last !== undefined && last.offsetHeight > scroller.clientHeight) scroller.scrollTop = last.offsetTop - 8;
}

/** A new element for a message already shown: marked when its content changed, and the focus stays where it was in it. */
function replaceFocus(old, element, changed) {
  if (changed) {
    element.classList.add('changed');
    // Once: a pane that is opened again must not claim that something just happened.
    element.addEventListener('animationend', () => element.classList.remove('changed'), { once: true });
  }
  if (!old.contains(document.activeElement)) return;
  const title = document.activeElement.textContent;
  const buttons = [...element.querySelectorAll('button')];
  const target = buttons.find((each) => each.textContent === title) ?? element.querySelector('.bubble');
  requestAnimationFrame(() => target.focus({ preventScroll: true }));
}

/** Replies follow the message that opened their thread. */
function inThreads(messages) {
  const roots = messages.filter((each) => each.replyToId === null);
  return roots.flatMap((root) => [root, ...messages.filter((each) => each.replyToId === root.id)]);
}

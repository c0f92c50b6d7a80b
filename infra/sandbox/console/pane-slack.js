// A Slack conversation. A person's own has two tabs, as the app has in Slack: Home and Messages.
import { openSlackHome, sendSlackAction } from './api.js';
import { h } from './dom.js';
import { makeChatPane } from './pane-chat.js';
import { showSlackAnswer } from './slack-answer.js';
import { renderBlocks } from './slack-blocks.js';
import { accountOf, conversationOf } from './store.js';
import { toast } from './toast.js';

export function makeSlackPane(id) {
  const pane = makeChatPane(id);
  const { person } = conversationOf(id);
  return person === null ? pane : withHome(pane, person);
}

function withHome(pane, person) {
  const base = `tab-${crypto.randomUUID()}`;
  const home = h('div', {
    class: 'slack-home',
    role: 'tabpanel',
    id: `${base}-home`,
    tabindex: '0',
    'aria-label': 'Home',
    hidden: true,
  });
  const messages = h(
    'div',
    { class: 'slack-messages', role: 'tabpanel', id: `${base}-messages`, 'aria-label': 'Messages' },
    pane.before,
    ...pane.body,
  );
  const tabs = [
    ['home', 'Home', home],
    ['messages', 'Messages', messages],
  ].map(([name, label, panel]) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        'aria-controls': panel.id,
        'aria-selected': String(name === 'messages'),
        tabindex: name === 'messages' ? '0' : '-1',
        onclick: () => void choose(name),
      },
      label,
    ),
  );
  const list = h('div', { class: 'slack-tabs', role: 'tablist', 'aria-label': 'Sendpass' }, ...tabs);
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tabs.find((each) => each.getAttribute('aria-selected') === 'false');
    other.focus();
    other.click();
  });

  async function choose(name) {
    tabs.forEach((tab, at) => {
      const isIt = (at === 0) === (name === 'home');
      tab.setAttribute('aria-selected', String(isIt));
      tab.tabIndex = isIt ? 0 : -1;
    });
    home.hidden = name !== 'home';
    messages.hidden = name === 'home';
    drawHome();
    try {
      showSlackAnswer(accountOf(person), await openSlackHome(person, name), home);
    } catch (error) {
      toast('Not opened', error.message, 'bad', home);
    }
  }

  let shown = null;
  function drawHome() {
    const account = accountOf(person);
    const key = account?.home === null ? 'none' : `${account.home.id} ${account.home.hash}`;
    if (key === shown) return;
    shown = key;
    if (account.home === null) {
      home.replaceChildren(h('p', { class: 'empty' }, 'The app has published no Home for this person yet.'));
      return;
    }
    const onAction = (place, inputs, control) => void press(place, inputs, control);
    home.replaceChildren(renderBlocks(account.home.blocks, { onAction, zone: account.tz }).element);
  }

  async function press(place, inputs, control) {
    control.classList.add('working');
    try {
      showSlackAnswer(accountOf(person), await sendSlackAction(person, { view: 'home' }, place, inputs), home);
    } catch (error) {
      toast('The client would not send this', error.message, 'bad', home);
    } finally {
      control.classList.remove('working');
    }
  }

  const draw = () => {
    pane.draw();
    drawHome();
  };
  return { ...pane, before: list, body: [home, messages], draw };
}

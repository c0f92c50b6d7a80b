// Every mail the imitated relay has delivered.
import { h, icon, time } from './dom.js';
import { store } from './store.js';

export function makeInboxPane() {
  const title = h('h2', {}, 'Inbox');
  const count = h('span', { class: 'soft' });
  const list = h('div', { class: 'mails' });
  const scroller = h('div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Received mail' }, list);
  let shown = -1;

  function draw() {
    const mails = store.state?.mail ?? [];
    if (mails.length === shown) return;
    count.textContent = mails.length === 0 ? 'nothing received yet' : `${mails.length} received`;
    if (mails.length < shown || shown < 0) list.replaceChildren();
    const from = Math.max(0, mails.length < shown ? 0 : shown);
    for (const mail of mails.slice(from)) list.prepend(mailOf(mail));
    const [newest] = list.querySelectorAll('details');
    for (const each of list.querySelectorAll('details[open]')) each.open = false;
    if (newest) newest.open = true;
    shown = mails.length;
    if (shown === 0)
      list.replaceChildren(h('p', { class: 'empty' }, 'A test mail lands here, as its recipient would get it.'));
    else list.querySelector('.empty')?.remove();
  }
  draw();
  const head = [
    h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon('mail')),
    h('div', { class: 'names' }, title, count),
  ];
  return { title, head, body: [scroller], draw };
}

function mailOf(mail) {
  const facts = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Message-ID', mail.messageId],
  ];
  const summary = h(
    'summary',
    {},
    h('span', { class: 'mail-subject' }, mail.subject || '(no subject)'),
    h('span', { class: 'mail-line' }, `${mail.from} → ${mail.to.join(', ')}`),
    time(mail.at),
  );
  const rows = facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]);
  return h(
    'details',
    { class: 'mail' },
    summary,
    h('dl', {}, ...rows),
    h('pre', { class: 'mail-text' }, mail.text.trim()),
  );
}

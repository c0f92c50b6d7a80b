// The question Slack's client asks before it sends what was pressed.
import { h } from './dom.js';
import { mrkdwn, plainText } from './slack-text.js';

/** True at once when nothing is asked. */
export function askFirst(confirm, near) {
  if (confirm === undefined) return Promise.resolve(true);
  const text = confirm.text.type === 'mrkdwn' ? mrkdwn(confirm.text.text) : [h('p', {}, plainText(confirm.text.text))];
  const title = h('h2', { id: `confirm-${crypto.randomUUID()}` }, plainText(confirm.title.text));
  const { promise, resolve } = Promise.withResolvers();
  const answer = (sure) => () => {
    resolve(sure);
    dialog.close();
  };
  const style = confirm.style === 'danger' ? 'danger' : 'primary';
  const deny = h(
    'button',
    { type: 'button', class: 'slack-button', onclick: answer(false) },
    plainText(confirm.deny.text),
  );
  const yes = h(
    'button',
    { type: 'button', class: `slack-button ${style}`, onclick: answer(true) },
    plainText(confirm.confirm.text),
  );
  const dialog = h(
    'dialog',
    { class: 'task slack-confirm', 'aria-labelledby': title.id },
    h('header', {}, title),
    h('div', { class: 'dialog-body slack-body' }, ...text),
    h('footer', {}, deny, yes),
  );
  dialog.addEventListener('close', () => {
    resolve(false);
    dialog.remove();
    if (near.isConnected) near.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  deny.focus();
  return promise;
}

// A dialog the bot opened (task/fetch), as a modal of one person: focus stays inside, Esc closes, a refused submit keeps what was typed.
import { sendAction } from './api.js';
import { renderCard } from './card.js';
import { h, icon } from './dom.js';
import { store } from './store.js';
import { showAnswer, toast } from './toast.js';

const WIDTHS = { small: 320, medium: 510, large: 720 };
const widthOf = (width) => (typeof width === 'number' ? Math.max(280, width) : (WIDTHS[width] ?? 510));

/** Shows `answer` (an invoke's reply with `dialogId`) as `person` sees it; resolves when it is closed. `near`: where it was asked for. */
export function openDialog(person, answer, near) {
  const title = h('h2', { id: `dialog-${answer.dialogId}` });
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close dialog', onclick: () => dialog.close() },
    icon('close'),
  );
  const body = h('div', { class: 'dialog-body', tabindex: '-1' });
  const header = h('header', {}, h('div', {}, title, h('p', {}, `Only ${person.name} sees this`)), close);
  // Nothing outside a modal can be reached, so it has its own place for toasts.
  const toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  const dialog = h('dialog', { class: 'task', 'aria-labelledby': title.id }, header, body, toasts);

  const show = ({ title: text, width, card }) => {
    title.textContent = text ?? 'Sendpass';
    dialog.style.width = `min(${widthOf(width)}px, calc(100vw - 24px))`;
    body.replaceChildren(renderCard(card.content, { people: store.people, onAction: submit }));
    body.scrollTop = 0;
    (body.querySelector('.refused') ?? body.querySelector('input, textarea, select') ?? body).focus();
  };

  async function submit(place, inputs, button) {
    if (dialog.ariaBusy === 'true') return;
    dialog.ariaBusy = 'true';
    button?.classList.add('working');
    try {
      const next = await sendAction(person.id, { dialog: answer.dialogId }, place, inputs);
      if (next.dialogId !== undefined) show(next.body.task.value);
      else if (next.status < 300) {
        dialog.close();
        showAnswer(person, next, near);
      } else showAnswer(person, next);
    } catch (error) {
      toast('The client would not send this', error.message, 'bad');
    } finally {
      dialog.ariaBusy = 'false';
      button?.classList.remove('working');
    }
  }

  const opener = document.activeElement;
  const message = opener?.closest('[data-id]')?.dataset.id;
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  const closed = new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      (opener?.isConnected ? opener : twinOf(opener, message))?.focus();
      resolve();
    });
  });
  dialog.showModal();
  show(answer.body.task.value);
  return closed;
}

/** The same button on a card that was drawn anew while the dialog was open. */
function twinOf(button, message) {
  const element = message === undefined ? null : document.querySelector(`[data-id="${CSS.escape(message)}"]`);
  const buttons = [...(element?.querySelectorAll('button') ?? [])];
  return buttons.find((each) => each.textContent === button.textContent) ?? element?.querySelector('.bubble');
}

// Modals the app has open for people of the workspace: one window per person, always showing the newest of the stack.
import { sendSlackAction } from './api.js';
import { h, icon } from './dom.js';
import { showSlackAnswer } from './slack-answer.js';
import { renderBlocks } from './slack-blocks.js';
import { plainText } from './slack-text.js';
import { refresh, store } from './store.js';
import { toast } from './toast.js';

const windows = new Map();

/** Opens, redraws and closes windows as the sandbox says. */
export function drawModals() {
  for (const account of store.accounts) {
    const view = account.views.at(-1);
    const known = windows.get(account.id);
    if (view === undefined) known?.shut();
    else if (known === undefined) windows.set(account.id, openWindow(account, view));
    else known.show(view, account.views.length);
  }
}

function openWindow(account, first) {
  const title = h('h2', { id: `modal-${crypto.randomUUID()}` });
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close modal', onclick: () => void leave() },
    icon('close'),
  );
  const body = h('div', { class: 'dialog-body slack-body', tabindex: '-1' });
  const footer = h('footer');
  const toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  const dialog = h(
    'dialog',
    { class: 'task slack-modal', 'aria-labelledby': title.id },
    h('header', {}, h('div', {}, title, h('p', {}, `Only ${account.name} sees this, in Slack`)), close),
    body,
    footer,
    toasts,
  );
  let shown = '';
  let view = first;
  let form = null;

  async function act(action, inputs, control) {
    if (dialog.ariaBusy === 'true') return undefined;
    dialog.ariaBusy = 'true';
    control?.classList.add('working');
    try {
      const answer = await sendSlackAction(account.id, { view: view.id }, action, inputs);
      showSlackAnswer(account, answer);
      return answer;
    } catch (error) {
      if (error.fields.length === 0) toast('The client would not send this', error.message, 'bad');
      else form.mark(Object.fromEntries(error.fields.map((each) => [each.id, each.message])));
      return undefined;
    } finally {
      dialog.ariaBusy = 'false';
      control?.classList.remove('working');
    }
  }
  async function submit(control) {
    if (!form.isComplete()) return;
    const answer = await act('submit', form.read(), control);
    if (answer?.body?.response_action === 'errors') form.mark(answer.body.errors);
    else await refresh();
  }
  async function leave() {
    await act('close', {});
    await refresh();
  }

  function show(next, depth) {
    const key = `${next.id} ${next.hash}`;
    if (key === shown) return;
    // What is half typed is not in the sandbox yet: it stays where block and action keep their ids.
    const typed = shown.startsWith(next.id) && form !== null ? form.read() : {};
    shown = key;
    view = next;
    title.textContent = plainText(next.title?.text ?? '');
    form = renderBlocks(next.blocks, {
      onAction: (place, inputs, control) => void act(place, inputs, control),
      values: valuesWith(next, typed),
      zone: account.tz,
    });
    body.replaceChildren(form.element);
    const back = plainText(next.close?.text ?? (depth > 1 ? 'Back' : 'Close'));
    const send =
      next.submit === null
        ? null
        : h(
            'button',
            { type: 'button', class: 'slack-button primary', onclick: (event) => void submit(event.currentTarget) },
            plainText(next.submit.text),
          );
    footer.replaceChildren(
      h('button', { type: 'button', class: 'slack-button', onclick: () => void leave() }, back),
      ...(send === null ? [] : [send]),
    );
    body.scrollTop = 0;
    (body.querySelector('input, textarea, select') ?? body).focus();
  }

  const opener = document.activeElement;
  const message = opener?.closest('[data-id]')?.dataset.id;
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void leave();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    windows.delete(account.id);
    const twin = message === undefined ? null : document.querySelector(`[data-id="${CSS.escape(message)}"] .bubble`);
    (opener?.isConnected ? opener : twin)?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  show(first, account.views.length);
  return { show, shut: () => dialog.close() };
}

/** `state.values` with what is on the page laid over it; only what one types needs it, choices come back by their option. */
function valuesWith({ state, blocks }, typed) {
  const values = structuredClone(state?.values ?? {});
  for (const block of blocks) {
    const { element } = block;
    const text = typed[`${block.block_id}.${element?.action_id}`];
    if (block.type !== 'input' || text === undefined) continue;
    const options = (element.option_groups ?? [element]).flatMap((each) => each.options ?? []);
    const named = Array.isArray(text)
      ? { selected_options: options.filter((each) => text.includes(each.value)) }
      : options.length > 0
        ? { selected_option: options.find((each) => each.value === text) }
        : { value: text };
    values[block.block_id] = { [element.action_id]: named };
  }
  return values;
}

// Short lines at the edge: what the bot told one person privately, or what went wrong.
import { h, icon } from './dom.js';

/** `tone`: neutral or bad. Bad ones stay until closed. */
export function toast(title, text, tone = 'neutral') {
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => remove() },
    icon('close'),
  );
  const element = h('div', { class: `toast ${tone}` }, h('div', {}, h('strong', {}, title), h('p', {}, text)), close);
  const remove = () => element.remove();
  (document.querySelector('dialog[open] .toasts') ?? document.getElementById('toasts')).append(element);
  if (tone === 'neutral') setTimeout(remove, 7000);
}

/** What the bot answered on the wire, as the client would show it: a line, or that it did not answer. */
export function showAnswer(person, { status, body }) {
  if (status >= 300) {
    toast('The bot did not take it', typeof body?.error === 'string' ? body.error : `It answered ${status}.`, 'bad');
    return;
  }
  if (body?.type === 'application/vnd.microsoft.activity.message') toast(`Only ${person.name} sees this`, body.value);
  else if (String(body?.type).startsWith('application/vnd.microsoft.error') || body?.statusCode >= 400) {
    toast(`Only ${person.name} sees this`, body.value?.message ?? `Error ${body.statusCode}`, 'bad');
  } else if (body?.task?.type === 'message' && body.task.value) toast(`Only ${person.name} sees this`, body.task.value);
}

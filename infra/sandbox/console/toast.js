// Short lines at the edge: what the bot told one person privately, or what went wrong.
import { h, icon } from './dom.js';

/** `tone`: neutral or bad; bad ones stay until closed. `near`: an element of the pane it belongs to; an open dialog has its own place. */
export function toast(title, text, tone = 'neutral', near = null) {
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => remove() },
    icon('close'),
  );
  const element = h('div', { class: `toast ${tone}` }, h('div', {}, h('strong', {}, title), h('p', {}, text)), close);
  const remove = () => element.remove();
  const place = near?.isConnected ? near.closest('.pane')?.querySelector('.toasts') : null;
  const scroller = place?.parentElement.querySelector('.scroller');
  const left = scroller ? scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight : Infinity;
  (document.querySelector('dialog[open] .toasts') ?? place ?? document.getElementById('toasts')).append(element);
  // It takes its room from the conversation: who read its end still sees the end.
  if (left < 40) scroller.scrollTop = scroller.scrollHeight;
  if (tone === 'neutral') setTimeout(remove, 7000);
}

/** What the bot answered on the wire, as the client would show it: a line near where it was asked, or that it did not answer. */
export function showAnswer(person, { status, body }, near = null) {
  const only = `Only ${person.name} sees this`;
  if (status >= 300) {
    const why = typeof body?.error === 'string' ? body.error : `It answered ${status}.`;
    toast('The bot did not take it', why, 'bad', near);
  } else if (body?.type === 'application/vnd.microsoft.activity.message') toast(only, body.value, 'neutral', near);
  else if (String(body?.type).startsWith('application/vnd.microsoft.error') || body?.statusCode >= 400) {
    toast(only, body.value?.message ?? `Error ${body.statusCode}`, 'bad', near);
  } else if (body?.task?.type === 'message' && body.task.value) toast(only, body.task.value, 'neutral', near);
}

// The control API of the sandbox, as the console uses it.

async function call(method, path, body) {
  const init = { method, headers: { accept: 'application/json' } };
  if (body !== undefined) {
    init.headers['content-type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  const reply = await fetch(path, init);
  const text = await reply.text();
  const parsed = text === '' ? null : JSON.parse(text);
  if (reply.ok) return parsed;
  const { error } = parsed ?? {};
  const failure = new Error(
    typeof error === 'string' ? error : (error?.message ?? `${method} ${path}: ${reply.status}`),
  );
  failure.fields = parsed?.fields ?? [];
  throw failure;
}

export const getConversations = () => call('GET', '/_sandbox/chat/teams/conversations');
export const getSlack = () =>
  Promise.all([call('GET', '/_sandbox/chat/slack/conversations'), call('GET', '/_sandbox/chat/slack/people')]);
/** Words, or a slash command when they begin with `/`. */
export const sendSlackMessage = (from, conversation, text) =>
  call('POST', '/_sandbox/chat/slack/message', { from, conversation, text });
/** `target` is `{message}` or `{view}`; `action` the element's place, `submit` or `close`. */
export const sendSlackAction = (from, target, action, inputs) =>
  call('POST', '/_sandbox/chat/slack/action', { from, ...target, action, inputs });
export const openSlackHome = (from, tab) => call('POST', '/_sandbox/chat/slack/home', { from, tab });
export const getState = () => call('GET', '/_sandbox/state');
export const sendMessage = (from, conversation, text) =>
  call('POST', '/_sandbox/chat/teams/message', { from, conversation, text });
/** `target` is `{message}` or `{dialog}`; `action` the button's place in the card. */
export const sendAction = (from, target, action, inputs) =>
  call('POST', '/_sandbox/chat/teams/action', { from, ...target, action, inputs });
export const putTier = (tier) => call('PUT', '/_sandbox/tier', { tier });
export const runScript = (script) => call('POST', '/_sandbox/exchange/powershell', { script });
export const reset = () => call('POST', '/_sandbox/reset', {});

/** Calls `on(type, data)` for whatever happens, and `onLink(true|false)` as the line comes and goes. Reconnects by itself. */
export function listen(on, onLink) {
  const source = new EventSource('/_sandbox/chat/events');
  source.addEventListener('open', () => onLink(true));
  source.addEventListener('error', () => onLink(false));
  for (const type of ['ready', 'post', 'update', 'delete', 'typing', 'mail', 'state', 'reset', 'views', 'home']) {
    source.addEventListener(type, (event) => on(type, JSON.parse(event.data)));
  }
}

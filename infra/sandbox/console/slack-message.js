// A Slack message in a pane: its blocks, or its text where it has none.
import { h } from './dom.js';
import { renderBlocks } from './slack-blocks.js';
import { mrkdwn } from './slack-text.js';
import { accountOf } from './store.js';

export function slackBody({ message, viewer, act }) {
  if (message.deleted) return h('p', { class: 'gone' }, 'This message was deleted.');
  const zone = accountOf(viewer?.id)?.tz;
  const parts = [];
  if (message.blocks.length === 0) parts.push(h('div', { class: 'slack-blocks' }, ...mrkdwn(message.text, zone)));
  else {
    const onAction = (place, inputs, control) => act(message, place, inputs, control);
    parts.push(renderBlocks(message.blocks, { onAction, zone }).element);
  }
  if (message.reader !== undefined)
    parts.push(h('p', { class: 'only' }, `Only visible to ${viewer?.name ?? message.reader}`));
  return h('div', { class: 'body slack-body' }, ...parts);
}

/** In Slack the text beside the blocks is what is read aloud. */
export const spokenText = (conversation, message) => (conversation.platform === 'slack' ? message.text : '');

// rich_text, Markdown and tables: the blocks that hold text of more than one kind.
import { h } from './dom.js';
import { channelName, codeBlock, dateOf, emojiIn, groupName, link, mention, nameOf } from './slack-text.js';

/* global markdownit */

const styles = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };

function piece(element, zone) {
  switch (element.type) {
    case 'text':
      return styled(element.text, element.style);
    case 'link':
      return styled(link(element.url, element.text ?? element.url), element.style);
    case 'user':
      return mention(`@${nameOf(element.user_id) ?? element.user_id}`);
    case 'channel':
      return mention(`#${channelName(element.channel_id) ?? element.channel_id}`);
    case 'usergroup':
      return mention(`@${groupName(element.usergroup_id)}`);
    case 'broadcast':
      return mention(`@${element.range}`, 'everybody');
    case 'emoji':
      return emojiIn(`:${element.name}:`);
    case 'date':
      return styled(dateOf(element, zone), element.style);
    default:
      return '';
  }
}

const styled = (inner, style = {}) =>
  Object.entries(styles).reduce((each, [name, tag]) => (style[name] ? h(tag, {}, each) : each), inner);

const pieces = ({ elements }, zone) =>
  elements.flatMap((each) =>
    each.type === 'text' && each.text.includes('\n')
      ? each.text.split('\n').flatMap((line, at) => [...(at > 0 ? [h('br')] : []), styled(line, each.style)])
      : [piece(each, zone)],
  );

export function richText(block, zone) {
  return block.elements.map((each) => {
    if (each.type === 'rich_text_list')
      return h(
        each.style === 'ordered' ? 'ol' : 'ul',
        {},
        ...each.elements.map((item) => h('li', {}, ...pieces(item, zone))),
      );
    if (each.type === 'rich_text_preformatted')
      return codeBlock(each.elements.map((item) => item.text ?? item.url).join(''));
    return h(each.type === 'rich_text_quote' ? 'blockquote' : 'p', {}, ...pieces(each, zone));
  });
}

const markdown = markdownit('commonmark', { html: false });
const plainValidate = markdown.validateLink.bind(markdown);
markdown.validateLink = (url) => /^(https?|mailto):/i.test(url) && plainValidate(url);

export function markdownBlock(text) {
  const element = h('div', { class: 'slack-markdown' });
  // The library makes it from text with its HTML escaped.
  element.innerHTML = markdown.render(text);
  return element;
}

/** The first row is the head, as Slack shows it. */
export function table({ rows, column_settings: settings = [] }, zone) {
  const cell = (tag) => (each, at) => {
    const align = settings?.[at]?.align ?? 'left';
    const inner = each.type === 'rich_text' ? richText(each, zone) : [each.text ?? String(each.value ?? '')];
    return h(tag, { style: `text-align: ${align}`, scope: tag === 'th' ? 'col' : null }, ...inner);
  };
  const [head = [], ...body] = rows;
  return h(
    'div',
    { class: 'slack-table', tabindex: '0', role: 'region', 'aria-label': 'Table' },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...head.map(cell('th')))),
      h('tbody', {}, ...body.map((row) => h('tr', {}, ...row.map(cell('td'))))),
    ),
  );
}

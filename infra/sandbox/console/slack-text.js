// Slack's mrkdwn and plain text as elements. Nothing here takes HTML: what is not known to be markup stays text.
import { h } from './dom.js';
import { store } from './store.js';

/** Emoji by name, as far as anybody here writes them so; others stay as they are typed. */
const EMOJI = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  rotating_light: '🚨',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  lock: '🔒',
  key: '🔑',
  bell: '🔔',
  email: '✉️',
  tada: '🎉',
  eyes: '👀',
  information_source: 'ℹ️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  black_circle: '⚫',
  white_circle: '⚪',
};
const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
export const emojiIn = (text) => text.replaceAll(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] ?? all);

/** `plain_text` shows no markup, only emoji. */
export const plainText = (text) => emojiIn(unescaped(text));

/** Paragraphs, quotes and code of one mrkdwn text. `zone`: the reader's time zone. */
export function mrkdwn(text, zone) {
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  return parts.flatMap((part, index) => {
    if (part === '') return [];
    if (index % 2 === 1) return [codeBlock(unescaped(part))];
    return quoted(part.replace(/^\n|\n$/g, ''), zone);
  });
}

/** One value is seen whole, several lines scroll. */
export const codeBlock = (text) =>
  h('pre', { class: text.includes('\n') ? 'code lines' : 'code', tabindex: '0' }, text);

function quoted(text, zone) {
  const groups = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(>|&gt;) ?/.test(line);
    const last = groups.at(-1);
    const words = isQuote ? line.replace(/^(>|&gt;) ?/, '') : line;
    if (last !== undefined && last.isQuote === isQuote) last.lines.push(words);
    else groups.push({ isQuote, lines: [words] });
  }
  return groups.map(({ isQuote, lines }) =>
    h(
      isQuote ? 'blockquote' : 'p',
      {},
      ...lines.flatMap((line, at) => [...(at > 0 ? [h('br')] : []), ...inline(line, zone)]),
    ),
  );
}

/** A mark counts at the edge of a word only, as in Slack. */
const MARKS = [
  [/^`([^`]+)`/, (_, [, code]) => h('code', {}, unescaped(code))],
  [/^<([^>]+)>/, (zone, [, inside]) => reference(inside, zone)],
  [/^\*([^*\n]+)\*(?![\w*])/, (zone, [, words]) => h('strong', {}, ...inline(words, zone))],
  [/^_([^_\n]+)_(?![\w_])/, (zone, [, words]) => h('em', {}, ...inline(words, zone))],
  [/^~([^~\n]+)~(?![\w~])/, (zone, [, words]) => h('s', {}, ...inline(words, zone))],
];

function inline(text, zone) {
  const found = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') found.push(plainText(plain));
    plain = '';
  };
  for (let rest = text; rest !== '';) {
    const atEdge = plain === '' || !/[\w*_~`]$/.test(plain);
    const hit =
      atEdge || rest[0] === '<' ? MARKS.map(([mark, make]) => [mark.exec(rest), make]).find(([match]) => match) : null;
    if (hit) {
      flush();
      found.push(hit[1](zone, hit[0]));
      rest = rest.slice(hit[0][0].length);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  flush();
  return found;
}

/** `@U…`, `#C…`, `!here`, `!date^…`, an address: with or without a label. */
function reference(inside, zone) {
  const [target, label] = inside.split('|');
  if (target.startsWith('@')) return mention(`@${nameOf(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) return mention(`#${channelName(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('!date^')) return dateToken(target, label, zone);
  if (target.startsWith('!subteam^')) return mention(label ?? `@${groupName(target.slice(9))}`);
  if (target.startsWith('!')) return mention(`@${target.slice(1)}`, 'everybody');
  return link(unescaped(target), unescaped(label ?? target));
}

export const mention = (text, kind = '') => h('span', { class: `mention ${kind}`.trim() }, text);
export const nameOf = (userId) =>
  userId === store.state?.slack.botUserId ? 'Sendpass' : store.accounts.find((each) => each.userId === userId)?.name;
export const channelName = (id) => store.conversations.find((each) => each.conversationId === id)?.name;
export const groupName = (id) => store.state?.slack.groups.find((each) => each.id === id)?.handle ?? id;

/** An address of another kind stays text. */
export function link(url, text) {
  if (!/^(https?|mailto):/i.test(url)) return text;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

const FORMATS = {
  date_num: { dateStyle: 'short' },
  date: { dateStyle: 'long' },
  date_short: { day: 'numeric', month: 'short', year: 'numeric' },
  date_long: { dateStyle: 'full' },
  day_divider: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  time_secs: { timeStyle: 'medium' },
};

function dateToken(target, fallback, zone) {
  const [, seconds, format = '', url] = target.split('^');
  return dateOf({ timestamp: Number(seconds), format, fallback: fallback ?? target, url }, zone);
}

/** A moment in the reader's time zone, in the form the app asked for. */
export function dateOf({ timestamp, format = '', fallback = '', url }, zone) {
  const at = new Date(timestamp * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  const shown = format.replaceAll(/\{(\w+?)(_pretty)?\}/g, (all, name) => {
    if (name === 'ago') return ago(at);
    const options = FORMATS[name];
    return options === undefined ? all : new Intl.DateTimeFormat('en', { ...options, timeZone: zone }).format(at);
  });
  const element = h('time', { datetime: at.toISOString(), title: fallback }, shown);
  return url === undefined ? element : link(url, element);
}

function ago(at) {
  const minutes = Math.round((at.getTime() - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 1440), 'day');
}

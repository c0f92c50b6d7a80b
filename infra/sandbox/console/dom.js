// Small helpers to build elements. Text is always text: nothing here takes HTML.

/** `h('button', {class: 'quiet', onclick}, 'Close')`. `false`, null and undefined attributes are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((each) => each !== null && each !== undefined && each !== false));
  return element;
}

const ICONS = {
  close: 'M4 4l8 8M12 4l-8 8',
  send: 'M2.500 8h8M2.500 3l11 5-11 5 1.500-5z',
  menu: 'M3 4.500h10M3 8h10M3 11.500h6',
  copy: 'M5.500 5.500h7v7h-7zM3.500 10.500v-7h7',
  done: 'M3 8.500l3.500 3.500L13 5',
  mail: 'M2.500 4h11v8h-11zM3 4.500l5 4 5-4',
  cloud: 'M4.500 12a2.500 2.500 0 0 1 0-5 3.500 3.500 0 0 1 6.800-.5A2.800 2.800 0 0 1 11.500 12z',
  terminal: 'M2.500 3h11v10h-11zM4.500 6l2 2-2 2M8 10.500h3',
  hash: 'M6 2.500l-1 11M11 2.500l-1 11M2.500 6h11M2.500 10h11',
  light:
    'M8 5.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600M8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M3.400 12.600l.7-.7M11.900 4.100l.7-.7',
  dark: 'M13 9.500A5.500 5.500 0 1 1 6.500 3a4.500 4.500 0 0 0 6.500 6.500z',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

export function initials(name) {
  const parts = name.split(/\s+/).filter(Boolean);
  return ((parts[0]?.[0] ?? '?') + (parts.length > 1 ? parts.at(-1)[0] : '')).toUpperCase();
}

/** `tone` 0–5 picks the colour, so that one person looks the same everywhere. */
export const avatar = (name, tone) =>
  h('span', { class: `avatar tone-${tone}`, 'aria-hidden': 'true' }, initials(name));

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** Time of day, with the day when it is another one than today; the whole of it as the title. */
export function time(iso) {
  const at = new Date(iso);
  const text =
    at.toDateString() === new Date().toDateString() ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
  return h('time', { datetime: iso, title: full.format(at) }, text);
}

/** For an end date far away: `20 May 2027`. */
export function date(iso) {
  if (!iso) return '–';
  const at = new Date(iso);
  return h(
    'time',
    { datetime: iso, title: full.format(at) },
    new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at),
  );
}

/** Said by a screen reader, not shown. */
export function say(text) {
  document.getElementById('live').textContent = text;
}

// Where a person types, with the bot's commands at hand.
import { h, icon } from './dom.js';

/** The command menu of the app's manifest, as Teams would show it: `[command, what it does][]` per kind of conversation. */
async function readMenu() {
  const { commandLists } = await (await fetch('/console/command-lists.json')).json();
  const listOf = (scope) => commandLists.find((list) => list.scopes.includes(scope))?.commands ?? [];
  const pairs = (scope) => listOf(scope).map(({ title, description }) => [title, description]);
  return { personal: pairs('personal'), channel: pairs('team') };
}
const COMMANDS = await readMenu();

/** `prefix`: what a command begins with on this platform. `getLabel()` names the field for who speaks now; `onSend(text)` resolves when the bot has answered. */
export function makeComposer({ kind, id, getLabel, onSend, prefix = '' }) {
  const field = h('textarea', {
    rows: '1',
    'aria-label': getLabel(),
    placeholder: getLabel(),
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const send = h('button', { type: 'submit', class: 'quiet send', 'aria-label': 'Send' }, icon('send'));
  const menuId = `menu-${id.replaceAll(/\W/g, '-')}`;
  const opener = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': 'Commands',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-controls': menuId,
    },
    icon('menu'),
  );
  const items = COMMANDS[kind].map(([command, does]) =>
    h(
      'button',
      { type: 'button', role: 'menuitem', tabindex: '-1', onclick: () => pick(command) },
      h('strong', {}, `${prefix}${command}`),
      h('span', {}, does),
    ),
  );
  const menu = h('div', { role: 'menu', id: menuId, class: 'menu', 'aria-label': 'Commands', hidden: true }, ...items);
  const form = h('form', { class: 'composer' }, menu, opener, field, send);

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };
  const toggle = (open) => {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (open) items[0].focus();
  };
  const pick = (command) => {
    toggle(false);
    field.focus();
    // A command that wants a name stays in the field for it.
    if (command === 'test') {
      field.value = `${prefix}test `;
      grow();
    } else void submit(`${prefix}${command}`);
  };
  async function submit(text) {
    if (text.trim() === '') return;
    field.value = '';
    grow();
    form.classList.add('working');
    try {
      await onSend(text.trim());
    } finally {
      form.classList.remove('working');
    }
  }

  opener.addEventListener('click', () => toggle(menu.hidden));
  menu.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) items[(at + step + items.length) % items.length].focus();
    else if (event.key === 'Home') items[0].focus();
    else if (event.key === 'End') items.at(-1).focus();
    else if (event.key === 'Escape') {
      toggle(false);
      opener.focus();
    } else return;
    event.preventDefault();
  });
  form.addEventListener('focusout', (event) => {
    if (!menu.hidden && !form.contains(event.relatedTarget)) toggle(false);
  });
  field.addEventListener('input', grow);
  field.addEventListener('keydown', (event) => {
    if (event.key === '/' && field.value === '') toggle(true);
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(field.value);
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(field.value);
  });
  const relabel = () => {
    field.placeholder = getLabel();
    field.setAttribute('aria-label', getLabel());
  };
  return { element: form, relabel };
}

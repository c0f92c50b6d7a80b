// What an Exchange administrator does on their own machine: runs a script, and sees what the terminal says.
import { runScript } from './api.js';
import { h, icon, say } from './dom.js';
import { refresh } from './store.js';

export function makeExchangePane() {
  const title = h('h2', {}, 'Exchange admin');
  const about = h('span', { class: 'soft' }, 'runs a script in PowerShell');
  const script = h('textarea', {
    id: 'exchange-script',
    rows: '10',
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: 'Connect-ExchangeOnline\nGet-ServicePrincipal',
    onkeydown: (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run();
    },
  });
  const button = h('button', { type: 'submit', class: 'run' }, 'Run');
  const output = h('pre', { class: 'terminal' });
  const scroller = h('div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Output' }, output);
  const form = h(
    'form',
    {
      class: 'script',
      onsubmit: (event) => {
        event.preventDefault();
        void run();
      },
    },
    h('label', { for: 'exchange-script' }, 'Script'),
    script,
    h('p', {}, button, h('span', { class: 'soft' }, 'or Ctrl+Enter')),
  );

  async function run() {
    if (script.value.trim() === '' || button.disabled) return;
    button.disabled = true;
    try {
      const { output: text, failed } = await runScript(script.value);
      show(text, failed);
    } catch (error) {
      show('', error.message);
    }
    button.disabled = false;
    await refresh();
  }

  function show(text, failed) {
    const problem = failed === null ? null : h('span', { class: 'problem' }, `${text === '' ? '' : '\n'}${failed}`);
    output.replaceChildren(...[text === '' && problem === null ? '(no output)' : text, problem].filter(Boolean));
    say(failed === null ? 'The script ran to its end.' : `The script stopped: ${failed}`);
  }

  const head = [
    h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon('terminal')),
    h('div', { class: 'names' }, title, about),
  ];
  return { title, head, body: [form, scroller], draw: () => {} };
}

import { icon } from './dom.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const current = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');

/** Switches between light and dark; the choice is remembered, and until there is one the system decides. */
export function initTheme(button) {
  const draw = () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    button.replaceChildren(icon(next));
    button.setAttribute('aria-label', `Switch to ${next}`);
  };
  button.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('sendpass.theme', next);
    draw();
  });
  dark.addEventListener('change', draw);
  draw();
}

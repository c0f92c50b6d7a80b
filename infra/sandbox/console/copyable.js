// Monospace text is there to be pasted somewhere: a copy button beside it. Teams' CodeBlock too, which the library does not know.
import { h, icon, say } from './dom.js';

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission (or no focus): the old way still works from a click.
    const area = h('textarea', { class: 'hidden' }, text);
    (button.closest('dialog') ?? document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.replaceChildren(icon('done'), 'Copied');
  button.classList.add('copied');
  say('Copied');
  setTimeout(() => {
    button.replaceChildren(icon('copy'), 'Copy');
    button.classList.remove('copied');
  }, 2000);
}

/** `element` with a button beside it that copies `text`. */
export function withCopy(element, text, what) {
  const button = h('button', { type: 'button', class: 'copy', 'aria-label': `Copy${what}` }, icon('copy'), 'Copy');
  button.addEventListener('click', () => void copy(text, button));
  return h('div', { class: 'copyable' }, element, button);
}

/** `Copy Password` instead of the same name for all: the line above a value says what it is. */
export function nameCopyButtons(root) {
  for (const button of root.querySelectorAll('button.copy')) {
    let above = button.parentElement.previousElementSibling;
    while (above !== null && above.textContent.trim() === '') above = above.previousElementSibling;
    if (above?.classList.contains('ac-textBlock'))
      button.setAttribute('aria-label', `Copy: ${above.textContent.trim()}`);
  }
}

/** Undoes what the card's author did for Markdown: the clipboard gets the value itself. */
export const plainOf = (text) => text.replace(/\n\n/g, '\n').replace(/\\([\\`*_{}[\]()#+\-.!|~<>&])/g, '$1');

export function registerCopyable(library) {
  class CopyableText extends library.TextBlock {
    internalRender() {
      const element = super.internalRender();
      const isMono = this.fontType === library.FontType.Monospace;
      if (!isMono || element === undefined || this.text === undefined) return element;
      const wrapped = withCopy(element, plainOf(this.text), ' this value');
      // The library finds its element by id, and hides and spaces the outermost one.
      return wrapped;
    }
  }
  class CodeBlock extends library.CardElement {
    parse(source, context) {
      super.parse(source, context);
      this.code = typeof source.codeSnippet === 'string' ? source.codeSnippet : '';
    }
    getJsonTypeName() {
      return 'CodeBlock';
    }
    internalRender() {
      return withCopy(
        h('pre', { class: this.code.includes('\n') ? 'code lines' : 'code', tabindex: '0' }, this.code),
        this.code,
        ' this text',
      );
    }
  }
  library.GlobalRegistry.elements.register('TextBlock', CopyableText);
  library.GlobalRegistry.elements.register('CodeBlock', CodeBlock);
}

// What the tour says on the terminal. Colours only where a person looks.

const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const paint = (code: string, words: string): string => (colour ? `\u001b[${code}m${words}\u001b[0m` : words);
const dim = (words: string): string => paint('2', words);
const bold = (words: string): string => paint('1', words);
const tones: [RegExp, string][] = [
  [/[✓]/g, '32'],
  [/[◐●]/g, '36'],
  [/[▲!]/g, '33'],
  [/[✗]/g, '31'],
];
const toned = (line: string): string =>
  colour ? tones.reduce((all, [sign, code]) => all.replace(sign, (found) => paint(code, found)), line) : line;

export const width = Math.min(100, Math.max(60, process.stdout.columns ?? 88));

export type Printer = ReturnType<typeof createPrinter>;

/**
 * `mask` replaces every secret by its first three characters and `…`, wherever it stands. With `held` nothing is shown before `open`: what is
 * played beside something else is read after it.
 */
export function createPrinter(mask: (words: string) => string, held = false) {
  let kept: string[] | null = held ? [] : null;
  const write = (line: string): void => {
    if (kept) kept.push(line);
    else process.stdout.write(`${mask(line)}\n`);
  };
  let act = 0;
  return {
    title: (words: string) => write(`\n${bold(words)}`),
    act(words: string): void {
      act += 1;
      write(`\n${bold(paint('36', `${act}. ${words}`))}`);
    },
    note: (words: string) => write(`   ${dim(words)}`),
    says: (who: string, where: string, words: string) => write(`\n   ${bold(who)} ${dim(`in ${where}:`)} ${words}`),
    does: (who: string, words: string) => write(`\n   ${bold(who)} ${words}`),
    line: (words: string) => write(`   ${toned(words)}`),
    box(caption: string, lines: string[]): void {
      const inner = width - 7;
      write(`   ${dim('┌─')} ${dim(caption)} ${dim('─'.repeat(Math.max(1, inner - caption.length - 2)))}`);
      const trimmed = lines[0] === '' ? lines.slice(1) : lines;
      for (const line of trimmed) write(`   ${dim('│')} ${toned(line)}`);
      write(`   ${dim('└' + '─'.repeat(inner + 2))}`);
    },
    plain: write,
    open(): void {
      const lines = kept ?? [];
      kept = null;
      lines.forEach(write);
    },
  };
}

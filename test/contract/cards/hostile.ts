import type { Say } from '../../unit/cards/sample-progress.ts';

/** What people could have written, wherever they could have written it. */
export const hostile: Record<string, Say> = {
  'as usual': (text) => text,
  empty: () => '',
  '10,000 letters': () => 'x'.repeat(10_000),
  '10,000 emoji': () => '👩‍👩‍👧‍👦'.repeat(1000),
  'right to left': (text) => `${text} \u202Eשלום\u202C مرحبا`,
  markdown: (text) =>
    `# ${text} **bold** [click](https://evil.example) ![x](https://evil.example/x.png) <at>Everyone</at>\n- one\n1. two`,
  mrkdwn: (text) =>
    `> ${text} *bold* _it_ ~no~ \`code\` \`\`\`pre\`\`\` <!channel> <!here|here> <@U012ABCDEF> <#C012ABCDEF> <!subteam^S1> <https://evil.example|click> :skull:\n• one\n1. two &lt;!everyone&gt;`,
  tokens: () =>
    '{{DATE(2020-01-01T00:00:00Z, SHORT)}} ${payload} {{TIME(2020-01-01T00:00:00Z)}} &lt;at&gt; <!date^0^{date}|x>',
  controls: () => 'a\u0000b\u0007c\u200Bd\uD800e\u{E0041}',
  quotes: () => `"'\\\`\n\r\n\t`,
};

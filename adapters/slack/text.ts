const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Without NUL and halves of a surrogate pair: no database can store them, nor be asked for them. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/**
 * What a person typed, from Slack's mrkdwn ("Formatting text": `<url|label>`, `<@U…>`, `<#C…|name>`, three entities), without the bot's own
 * mention. An address that Slack turned into a link is the address again.
 */
export function typedText(text: string, botUserId: string | null): string {
  const plain = text
    .slice(0, 16_000)
    .replaceAll(/<([^<>\n]*)>/g, (_, inner: string) => spoken(inner, botUserId))
    .replaceAll(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? entity)
    .replaceAll('\u00A0', ' ');
  return storable(plain.replaceAll(/\s+/g, ' ').trim()).slice(0, 4000);
}

function spoken(inner: string, botUserId: string | null): string {
  const [target = '', label] = inner.split('|', 2);
  if (target.startsWith('@')) return target.slice(1) === botUserId ? ' ' : `@${label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
  if (target.startsWith('mailto:')) return target.slice('mailto:'.length);
  return target === '' ? `<${inner}>` : target;
}

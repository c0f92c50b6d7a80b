import type { Text } from '../card.ts';
import { slackLimits } from '../limits-slack.ts';
import type { Context } from './context.ts';
import type { Mrkdwn, RichElement, SlackBlock } from './kit.ts';
import { richBlocks } from './pack.ts';
import { cutTo, isInert, rich, toMrkdwn, toRich, toWords } from './text.ts';

type Fact = { label: string; value: Text };

/**
 * Short facts in two columns, long ones over the whole width, in their order. Columns are mrkdwn: when a short value holds what that
 * could read as markup, all facts are rich text, one below the other, so that the card does not become a patchwork.
 */
export function factBlocks(all: Fact[], context: Context): SlackBlock[] {
  const facts = all.slice(0, context.limits.facts);
  if (facts.length < all.length) context.seen.cut = true;
  const short = facts.map((fact) => isShort(fact, context));
  // Apart: a label must not hide how its value begins.
  const isPlain = ({ label, value }: Fact): boolean => isInert([label]) && isInert(value);
  if (!facts.every((fact, index) => short[index] !== true || isPlain(fact))) return inLines(facts, context);
  const blocks: SlackBlock[] = [];
  for (const [index, fact] of facts.entries())
    if (short[index] === true) addField(blocks, fact, context);
    else blocks.push(...richBlocks(factElements(fact, '\n', context), slackLimits.sectionText));
  return blocks;
}

const inLines = (facts: Fact[], context: Context): SlackBlock[] =>
  richBlocks(
    facts.flatMap((fact, index) => [...(index === 0 ? [] : [rich('\n')]), ...factElements(fact, '  ', context)]),
    slackLimits.sectionText,
  );

const isShort = ({ label, value }: Fact, { limits, now }: Context): boolean =>
  toWords(value, now, limits.shortFact).length <= limits.shortFact && label.length <= limits.shortFact;

function addField(blocks: SlackBlock[], { label, value }: Fact, context: Context): void {
  const field: Mrkdwn = {
    type: 'mrkdwn',
    text: `${toMrkdwn([{ strong: label }], slackLimits.fieldText, context).text}\n${toMrkdwn(value, slackLimits.fieldText, context).text}`,
    verbatim: true,
  };
  const last = blocks.at(-1);
  if (last?.type === 'section' && last.fields.length < slackLimits.fields) last.fields.push(field);
  else blocks.push({ type: 'section', fields: [field] });
}

function factElements({ label, value }: Fact, between: string, context: Context): RichElement[] {
  const words = toRich(value, context.limits.factValue, context);
  return [
    rich(cutTo(label, context.limits.item, context), { bold: true }),
    rich(between),
    ...(words.length === 0 ? [rich('–')] : words),
  ];
}

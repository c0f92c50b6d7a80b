import type { View } from '../src/chat/view.ts';
import { action, submitAction } from './adaptive/actions.ts';
import { blocksToJson, textBlock } from './adaptive/blocks.ts';
import { textColour } from './adaptive/context.ts';
import type { Context, Json } from './adaptive/context.ts';
import { toMarkdown, toPlain } from './adaptive/text.ts';
import type { Card, Status } from './card.ts';
import { cardOf } from './card-of.ts';
import { teamsLimits } from './limits-teams.ts';
import type { TeamsLimits } from './limits-teams.ts';

export type AdaptiveCard = { card: Json; summary: string };

/** `now` lets dates say "in 14 days" besides the absolute one. */
export type AdaptiveOptions = { now?: Date; maxBytes?: number };

/**
 * A view as Adaptive Card 1.5 for Teams and its one-line summary (notification). Always fits: long texts are shortened until the JSON
 * is under `maxBytes` in UTF-16 (default: Teams' 80 KB less the envelope).
 */
export function renderAdaptiveCard(what: View | Card, options: AdaptiveOptions = {}): AdaptiveCard {
  const card = 'view' in what ? cardOf(what) : what;
  const most = options.maxBytes ?? teamsLimits.bytes - teamsLimits.envelopeBytes;
  const now = options.now ?? null;
  for (const scale of [1, 0.6, 0.35, 0.2, 0.1, 0.05]) {
    const json = cardJson(card, { now, limits: scaled(teamsLimits, scale) });
    if (JSON.stringify(json).length * 2 <= most) return { card: json, summary: summaryOf(card) };
  }
  const bare: Card = { ...card, lead: null, footer: null, blocks: [] };
  return { card: cardJson(bare, { now, limits: scaled(teamsLimits, 0.05) }), summary: summaryOf(card) };
}

/** The same as the value of a Teams `task/continue` answer. */
export function renderTeamsDialog(
  what: View | Card,
  options: AdaptiveOptions = {},
): { title: string; width: string; height: string; card: Json } {
  const card = 'view' in what ? cardOf(what) : what;
  const size = card.dialog?.size ?? 'small';
  const title = toPlain(card.dialog?.title ?? card.title, teamsLimits.dialogTitle);
  return {
    title,
    width: size === 'large' ? 'medium' : size,
    height: size,
    card: renderAdaptiveCard(card, options).card,
  };
}

const summaryOf = (card: Card): string => toPlain(card.summary, teamsLimits.summary);

function cardJson(card: Card, context: Context): Json {
  const { limits, now } = context;
  const body: Json[] = [];
  if (card.status !== null) body.push(statusLine(card.status, context));
  body.push(
    textBlock(toMarkdown([{ user: card.title }], limits.title, now), {
      style: 'heading',
      size: 'Large',
      weight: 'Bolder',
      ...(card.status === null ? {} : { spacing: 'Small' }),
    }),
  );
  if (card.lead !== null) body.push(textBlock(toMarkdown(card.lead, limits.text, now), { spacing: 'Small' }));
  body.push(...blocksToJson(card.blocks, context));
  if (card.footer !== null)
    body.push(textBlock(toMarkdown(card.footer, limits.text, now), { isSubtle: true, size: 'Small' }));
  const actions = card.buttons.slice(0, limits.primaryActions).map((button) => action(button, context));
  const submit = card.dialog?.submit ?? null;
  if (submit !== null) actions.push(submitAction(submit, context));
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: limits.version,
    speak: summaryOf(card),
    fallbackText: summaryOf(card),
    body,
    ...(actions.length === 0 ? {} : { actions }),
    ...(card.dialog === null ? { msteams: { width: 'Full' } } : {}),
  };
}

function statusLine(status: Status, context: Context): Json {
  const detail = status.detail === undefined ? '' : ` ${toMarkdown(status.detail, context.limits.item, context.now)}`;
  return textBlock(`${status.symbol} ${toMarkdown([status.word], context.limits.item, null)}${detail}`, {
    color: textColour[status.tone],
    weight: 'Bolder',
  });
}

/** Limits for texts and lists made smaller; structural ones stay. */
function scaled(limits: TeamsLimits, scale: number): TeamsLimits {
  const smaller = (number: number, least: number): number => Math.max(Math.floor(number * scale), least);
  return {
    ...limits,
    text: smaller(limits.text, 80),
    factValue: smaller(limits.factValue, 40),
    item: smaller(limits.item, 40),
    items: smaller(limits.items, 3),
    facts: smaller(limits.facts, 8),
    // The length of a line stays: settings and scripts are pasted, and ours are short.
    codeLines: smaller(limits.codeLines, 30),
    choices: smaller(limits.choices, 10),
    inputValue: smaller(limits.inputValue, 500),
    error: smaller(limits.error, 100),
  };
}

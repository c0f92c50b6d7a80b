import type { Whole } from '../src/chat/reply.ts';
import type { View } from '../src/chat/view.ts';
import { againOf, showAllButton } from './block-kit/again.ts';
import { buttonBlocks } from './block-kit/buttons.ts';
import type { Context } from './block-kit/context.ts';
import type { SlackBlock, SlackHome, SlackModal } from './block-kit/kit.ts';
import { modalOf, wholeModal } from './block-kit/modal.ts';
import { weightOf } from './block-kit/pack.ts';
import { bodyBlocks, everything, headerBlock, scaled, scales } from './block-kit/parts.ts';
import { spoken } from './block-kit/spoken.ts';
import type { ButtonData, Card } from './card.ts';
import { cardOf } from './card-of.ts';
import { slackLimits } from './limits-slack.ts';
import type { SlackShown } from './limits-slack.ts';

export type SlackOptions = {
  /** Lets dates say "in 14 days" besides the absolute one. */
  now?: Date;
  /** The Slack user of a person; with it people are picked from the whole workspace. */
  slackUserOf?: (personId: string) => string | undefined;
};
export type SlackMessage = { text: string; blocks: SlackBlock[] };
export type ModalOptions = SlackOptions & {
  /** Only to name it otherwise than by its action. */
  callbackId?: string;
  /** What the adapter has to find again when something is pressed in it (`readExtra`). */
  privateMetadata?: ButtonData;
  /** Everything a card has to say, in parts, instead of a dialog. */
  whole?: Whole;
};

const asCard = (what: View | Card): Card => ('view' in what ? cardOf(what) : what);

const contextFor = (surface: Context['surface'], limits: SlackShown, options: SlackOptions): Context => ({
  now: options.now ?? null,
  limits,
  surface,
  seen: { cut: false },
  long: [],
  slackUserOf: options.slackUserOf ?? null,
});

/**
 * A view as a message. Always within Slack's limits: texts are made shorter until it fits, and what was shortened has a button that shows
 * all of it. `text` is for notifications and screen readers; send it with the blocks, never alone.
 */
export function renderMessage(what: View | Card, options: SlackOptions = {}): SlackMessage {
  const card = asCard(what);
  const again = 'view' in what ? againOf(what) : null;
  const text = spoken(card, options.now ?? null);
  const fits = (blocks: SlackBlock[]): boolean =>
    blocks.length <= slackLimits.blocks && weightOf(blocks) <= slackLimits.messageChars;
  for (const scale of scales) {
    const blocks = surfaceBlocks(card, again, contextFor('message', scaled(scale), options));
    if (fits(blocks)) return { text, blocks };
  }
  return { text, blocks: bareBlocks(card, again, options) };
}

function surfaceBlocks(card: Card, again: ButtonData | null, context: Context): SlackBlock[] {
  const above = [headerBlock(card.title, context), ...bodyBlocks(card, context)];
  const more = context.seen.cut && again !== null ? [showAllButton('Show all', again, 1)] : [];
  return [...above, ...buttonBlocks(card, more)];
}

/** Title and buttons: what nobody could have written that long. */
function bareBlocks(card: Card, again: ButtonData | null, options: SlackOptions): SlackBlock[] {
  const context = contextFor('message', scaled(0), options);
  context.seen.cut = true;
  return surfaceBlocks({ ...card, lead: null, footer: null, blocks: [] }, again, context);
}

/**
 * A view as a modal: a form, a confirmation, the reveal, or with `whole` all that a shortened card had to say. Whatever has nothing to send
 * is text alone; the reveal is shown in no other way.
 */
export function renderModal(what: View | Card, options: ModalOptions = {}): SlackModal {
  const card = asCard(what);
  const parts = { callbackId: options.callbackId, extra: options.privateMetadata ?? {} };
  if (options.whole) {
    // As in a message: what only a dialog may show is not let out by showing all of a card.
    const context = contextFor('message', everything, options);
    return wholeModal(card, context, options.whole, parts);
  }
  const modals = [everything, ...scales.map((scale) => scaled(scale))].map(
    (limits) => () => modalOf(card, contextFor('modal', limits, options), parts),
  );
  for (const modal of modals) {
    const made = modal();
    if (made.blocks.length <= slackLimits.viewBlocks && weightOf(made) <= slackLimits.viewChars) return made;
  }
  return modalOf({ ...card, blocks: [] }, contextFor('modal', scaled(0), options), parts);
}

/** Views below each other as the App Home of one person. */
export function renderHome(what: View | Card | (View | Card)[], options: SlackOptions = {}): SlackHome {
  const all = Array.isArray(what) ? what : [what];
  for (const scale of scales) {
    const blocks = all.flatMap((each, index) => [
      ...(index === 0 ? [] : [{ type: 'divider' } as const]),
      ...surfaceBlocks(asCard(each), 'view' in each ? againOf(each) : null, contextFor('home', scaled(scale), options)),
    ]);
    if (blocks.length <= slackLimits.viewBlocks && weightOf(blocks) <= slackLimits.viewChars)
      return { type: 'home', blocks };
  }
  return { type: 'home', blocks: all.slice(0, 20).flatMap((each) => bareBlocks(asCard(each), null, options)) };
}

/** Opened at once, because a `trigger_id` lives 3 s, and filled by `views.update`. */
export const renderLoading = (title = 'Sendpass'): SlackModal =>
  renderNotice(title, 'One moment: it is being looked up.');

/** A line where only a modal can say it. */
export const renderNotice = (title: string, text: string): SlackModal =>
  renderModal({
    title,
    status: null,
    lead: [{ user: text }],
    blocks: [],
    buttons: [],
    footer: null,
    dialog: { title, size: 'small', submit: null },
    summary: text,
  });

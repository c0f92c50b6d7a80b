import type { Whole } from '../../src/chat/reply.ts';
import type { ButtonData, Card } from '../card.ts';
import { slackLimits } from '../limits-slack.ts';
import { showAllButton } from './again.ts';
import { buttonBlocks } from './buttons.ts';
import type { Context } from './context.ts';
import { showId, submitId, writeMetadata } from './ids.ts';
import type { SlackBlock, SlackModal } from './kit.ts';
import { richBlocks, weightOf } from './pack.ts';
import { bodyBlocks, headerBlock } from './parts.ts';
import { plainText, rich } from './text.ts';

export type ModalParts = { callbackId?: string | undefined; extra: ButtonData };

/** A card's dialog. Without something to send it is text alone: no input, no button, nothing that could carry it back. */
export function modalOf(card: Card, context: Context, { callbackId, extra }: ModalParts): SlackModal {
  const submit = card.dialog?.submit ?? null;
  const title = card.dialog?.title ?? card.title;
  const body = bodyBlocks(card, context);
  const isSaidAlready = title === card.title && card.title.length <= slackLimits.dialogTitle;
  const blocks = isSaidAlready && body.length > 0 ? body : [headerBlock(card.title, context), ...body];
  return {
    type: 'modal',
    title: plainText(title, slackLimits.dialogTitle),
    close: plainText(submit === null ? 'Close' : 'Go back', slackLimits.submitTitle),
    ...(submit === null ? {} : { submit: plainText(submit.title, slackLimits.submitTitle) }),
    callback_id: callbackId ?? (submit === null ? showId : submitId(submit.verb)),
    private_metadata: writeMetadata({ d: submit?.data ?? {}, x: extra, l: context.long }),
    blocks,
  };
}

/** Room for the line that counts the parts and the buttons that turn them. */
const mostBlocks = slackLimits.viewBlocks - 5;

/** One part of all there is to say; nothing of it is shortened. `context` has no limits. */
export function wholeModal(card: Card, context: Context, { page, again }: Whole, parts: ModalParts): SlackModal {
  const pages = pagesOf([headerBlock(card.title, context), ...titleInFull(card), ...bodyBlocks(card, context)]);
  const no = Math.min(Math.max(1, Math.trunc(page) || 1), pages.length);
  const turns = [
    ...(no > 1 ? [showAllButton('Back', again, no - 1)] : []),
    ...(no < pages.length ? [showAllButton('Next part', again, no + 1)] : []),
  ];
  const counter: SlackBlock[] =
    pages.length === 1
      ? []
      : [{ type: 'context', elements: [plainText(`Part ${no} of ${pages.length}`, slackLimits.contextText)] }];
  return {
    ...modalOf({ ...card, dialog: { title: 'All of it', size: 'large', submit: null } }, context, parts),
    blocks: [...(pages[no - 1] ?? []), ...counter, ...buttonBlocks({ buttons: turns, title: card.title })],
  };
}

/** A header takes 150 characters; what a longer title says must be seen somewhere. */
const titleInFull = ({ title }: Card): SlackBlock[] =>
  title.length > slackLimits.header ? richBlocks([rich(title, { bold: true })], slackLimits.sectionText) : [];

function pagesOf(blocks: SlackBlock[]): SlackBlock[][] {
  const pages: SlackBlock[][] = [[]];
  let weight = 0;
  for (const block of blocks) {
    const more = weightOf(block);
    const last = pages.at(-1) ?? [];
    if (last.length > 0 && (last.length >= mostBlocks || weight + more > slackLimits.viewChars / 2)) {
      pages.push([block]);
      weight = more;
    } else {
      last.push(block);
      weight += more;
    }
  }
  return pages;
}

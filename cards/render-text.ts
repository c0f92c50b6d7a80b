import type { View } from '../src/chat/view.ts';
import type { Button, Card, Status } from './card.ts';
import { cardOf } from './card-of.ts';
import { blocksToLines } from './plain/blocks.ts';
import { columnsOf, flat, padTo, wrap } from './plain/format.ts';
import type { Paper } from './plain/format.ts';

export type TextOptions = {
  /** Columns, default 100, at least 40. */
  width?: number;
  /** Lets dates say "in 14 days" too. */
  now?: Date;
  /** IANA name, default UTC. */
  timeZone?: string;
};

/**
 * A view as plain text: transcripts, notifications, mail. No line is longer than `width` but lines to paste. A password is its first
 * three characters and `…`. Never ends with a line break.
 */
export function renderText(what: View | Card, options: TextOptions = {}): string {
  const card = 'view' in what ? cardOf(what) : what;
  const paper: Paper = {
    width: Math.max(40, options.width ?? 100),
    now: options.now ?? null,
    timeZone: options.timeZone ?? 'UTC',
  };
  const lines = [...heading(card, paper), ...(card.lead === null ? [] : wrap(flat(card.lead, paper), paper.width))];
  const body = blocksToLines(card.blocks, paper);
  if (body.length > 0) lines.push('', ...body);
  const last = lastLines(card, paper);
  if (last.length > 0) lines.push('', ...last);
  return lines.join('\n');
}

/** Title left and status right where both have room. */
function heading(card: Card, paper: Paper): string[] {
  const title = flat([{ user: card.title }], paper);
  if (card.status === null) return wrap(title, paper.width);
  const status = statusText(card.status, paper);
  const room = paper.width - columnsOf(title) - columnsOf(status);
  return room >= 2
    ? [`${padTo(title, columnsOf(title) + room)}${status}`]
    : [...wrap(title, paper.width), ...wrap(status, paper.width)];
}

function statusText(status: Status, paper: Paper): string {
  const detail = status.detail === undefined ? '' : ` ${flat(status.detail, paper)}`;
  return `${status.symbol} ${status.word}${detail}`;
}

function lastLines(card: Card, paper: Paper): string[] {
  const submit = card.dialog?.submit ?? null;
  const titles = [...card.buttons.map(buttonTitle), ...(submit === null ? [] : [submit.title])];
  const rows = buttonRows(titles, paper);
  const footer = card.footer === null ? '' : flat(card.footer, paper);
  if (footer === '') return rows;
  const [only, ...more] = rows;
  if (only === undefined) return wrap(footer, paper.width);
  return more.length === 0 && columnsOf(only) + columnsOf(footer) + 3 <= paper.width
    ? [`${padTo(only, paper.width - columnsOf(footer))}${footer}`]
    : [...rows, ...wrap(footer, paper.width)];
}

/** A button is not broken over two lines: what does not fit into one is cut. */
function buttonRows(titles: string[], paper: Paper): string[] {
  const rows: string[] = [];
  for (const button of titles.map((title) => `[ ${wrap(title, paper.width - 4)[0] ?? ''} ]`)) {
    const last = rows.at(-1);
    if (last !== undefined && columnsOf(last) + columnsOf(button) + 2 <= paper.width)
      rows[rows.length - 1] = `${last}  ${button}`;
    else rows.push(button);
  }
  return rows;
}

const buttonTitle = (button: Button): string => button.title;

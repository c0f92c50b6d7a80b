import { drawCard } from './draw-card.ts';
import { width } from './print.ts';
import type { Printer } from './print.ts';
import type { Json } from './sandbox-client.ts';

// Who plays, where, and how a card is put on the paper.

export const OWNER = 'Mara Lindt (owner)';
export const APPROVER = 'Priya Nair (approver)';
export const CHANNEL = 'the channel “Mail approvals”';
export const SLACK_CHANNEL = '#mail-approvals';

export const inner = width - 5;
export const show = ({ print }: { print: Printer }, caption: string, message: { card: Json | null }): void => {
  if (message.card) print.box(caption, drawCard(message.card, inner));
};

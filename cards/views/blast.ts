import type { Blast } from '../../src/chat/view-life.ts';
import type { Block, Text } from '../card.ts';
import { line, moment, strong } from '../text.ts';

/** What stops, before a destructive button: where, how much, and what is known of the last mail. */
export function blastBlocks(blast: Blast, lead: Text): Block[] {
  const { address, where, perHour, perDay, lastTestAt, byToken } = blast;
  return [
    {
      block: 'section',
      tone: 'attention',
      blocks: [
        { block: 'text', text: lead },
        {
          block: 'facts',
          facts: [
            { label: 'Sends as', value: line`${address}` },
            { label: 'Used in', value: line`${where.join(', ') || 'no place named: wherever it is used'}` },
            { label: 'Declared', value: line`up to ${perHour} mails an hour, ${perDay} a day` },
            { label: 'Last mail', value: lastMail(lastTestAt) },
            ...(byToken ? [{ label: 'Tokens', value: line`one given before may send for up to 90 minutes` }] : []),
          ],
        },
      ],
    },
  ];
}

const lastMail = (lastTestAt: Date | null): Text =>
  lastTestAt === null
    ? line`not known: Sendpass does not see the mail of applications`
    : line`its own mail is not seen; ${strong('test mail')} ${moment(lastTestAt)}`;

import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function radarImportCard({ pasted, error }: ViewOf<'radar-import'>): Card {
  return cardWith({
    title: 'What does the report say?',
    lead: line`Paste the rows of the report SMTP AUTH clients with the line of its headings, up to about fifty. A longer one: attach the file to a message to Sendpass.`,
    blocks: [
      {
        block: 'input',
        input: {
          input: 'multiline',
          field: 'pasted',
          label: 'Report',
          placeholder: 'Sender address,Domain,…,Messages sent',
          maxLength: 4_000,
          required: true,
          value: pasted,
          error,
          missing: 'Paste the report with its headings.',
        },
      },
    ],
    dialog: {
      title: 'Import a report',
      size: 'large',
      submit: { title: 'Import', verb: 'radar-import-submit', data: {}, style: 'positive' },
    },
  });
}

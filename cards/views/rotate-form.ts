import type { Card, Text } from '../card.ts';
import { cardWith, day, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** A new secret: what it means, and when the old one goes. */
export function rotateFormCard(view: ViewOf<'rotate-form'>): Card {
  const { oldEndsAt, newEndsAt, places } = view;
  return cardWith({
    title: `A new secret for ${view.appName}?`,
    lead: leadOf(view),
    blocks: [
      {
        block: 'facts',
        facts: [
          ...(oldEndsAt === null ? [] : [{ label: 'Old secret', value: line`until ${day(oldEndsAt, true)}` }]),
          { label: 'New secret', value: line`until ${day(newEndsAt, true)} at the latest` },
          { label: 'Used in', value: line`${places.join(', ') || 'no place named'}` },
        ],
      },
      {
        block: 'input',
        input: {
          input: 'choice',
          look: 'radio',
          field: 'removeAfter',
          label: 'When does the old secret go?',
          choices: view.choices,
          required: true,
          value: view.value,
          error: null,
          missing: 'Choose when the old secret goes.',
        },
      },
    ],
    dialog: {
      title: 'New secret',
      size: 'medium',
      submit: { title: 'Make it', verb: 'rotate-submit', data: { senderId: view.senderId }, style: 'positive' },
    },
  });
}

const leadOf = ({ delivery }: ViewOf<'rotate-form'>): Text =>
  delivery === 'vault'
    ? line`It is made and proven beside the old one, then put where the application reads it. Nobody has to do anything, and no mail is lost.`
    : line`It is made and proven beside the old one, which goes on working until each place has the new one. No mail is lost.`;

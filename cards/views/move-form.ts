import type { Block, Card } from '../card.ts';
import { deliveryChoices, recipientChoices } from '../copy/request-form.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { errorStatus, input, pair, unplaced } from './form-field.ts';

type Form = ViewOf<'move-form'>;

/** What the other relay needs, prefilled from the sender: most of it only has to be looked at. */
export function moveFormCard(view: Form): Card {
  const { editing, errors } = view;
  return cardWith({
    title: `Move ${view.appName} to ${view.to}${editing === null ? '' : ` (version ${editing.version})`}`,
    status: errorStatus(errors),
    lead: line`Today it sends as ${view.fromAddress} through ${view.from}, and goes on until every place has the new credentials. IT decides next; nothing is made before that.`,
    blocks: [
      ...(view.notice === null ? [] : [{ block: 'text' as const, small: true, text: user(view.notice) }]),
      ...unplaced(view),
      ...fields(view),
    ],
    dialog: {
      title: `Move to ${view.to}`,
      size: 'large',
      submit: {
        title: editing === null ? 'Send to IT' : 'Send new version',
        verb: 'move-submit',
        data: {
          senderId: view.senderId,
          ...(editing === null ? {} : { requestId: editing.requestId, version: String(editing.version) }),
        },
        style: 'positive',
      },
    },
  });
}

function fields(view: Form): Block[] {
  const { options } = view;
  return [
    input(view, 'why', { input: 'text', maxLength: 200 }),
    pair(
      input(view, 'localPart', { input: 'text', maxLength: 64 }),
      input(view, 'domain', { input: 'choice', look: 'menu', choices: options.domains }),
    ),
    ...(options.furtherMailboxes ? [input(view, 'mailboxes', { input: 'text', maxLength: 1700 }, false)] : []),
    input(view, 'displayName', { input: 'text', maxLength: 100 }),
    pair(
      input(view, 'client', { input: 'choice', look: 'menu', choices: options.clients }),
      input(view, 'lifetime', { input: 'choice', look: 'menu', choices: options.lifetimes }),
    ),
    input(view, 'places', { input: 'text', maxLength: 1700 }),
    input(view, 'recipients', { input: 'choice', look: 'radio', choices: recipientChoices }),
    pair(
      input(view, 'perHour', { input: 'number', min: 1, max: 1_000_000 }),
      input(view, 'perDay', { input: 'number', min: 1, max: 10_000_000 }),
    ),
    input(view, 'delivery', { input: 'choice', look: 'radio', choices: deliveryChoices }),
  ];
}
